namespace Zkml.Gadgets.Sha256;

/// <summary>All values of one block that the gadget commits to. Secret: clear after use.</summary>
internal sealed class Sha256Trace
{
    /// <summary>a after round t.</summary>
    public uint[] A { get; } = new uint[Sha256Constants.Rounds];

    /// <summary>e after round t.</summary>
    public uint[] E { get; } = new uint[Sha256Constants.Rounds];

    /// <summary>The message schedule.</summary>
    public uint[] W { get; } = new uint[Sha256Constants.Rounds];

    /// <summary>The carry slots of round t as one number, in the order of <see cref="Sha256Tensors.Carries"/>.</summary>
    public uint[] Carries { get; } = new uint[Sha256Constants.Rounds];

    /// <summary>a … h after the block.</summary>
    public uint[] State { get; } = new uint[8];

    /// <summary>The slots of <see cref="Sha256Tensors.StateCarries"/>, as d, c, b, a with h, g, f, e.</summary>
    public uint[] StateCarries { get; } = new uint[Sha256Tensors.StateDepth];

    public void Clear()
    {
        foreach (uint[] values in (ReadOnlySpan<uint[]>)[A, E, W, Carries, State, StateCarries])
        {
            Array.Clear(values);
        }
    }
}
