namespace Zkml.Fuzz;

/// <summary>One decoder of input from a peer.</summary>
public interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Valid inputs to start from; mutation of these reaches far deeper than random bytes.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Reads the input. Refusing it is fine; any exception is a finding.</summary>
    void Run(ReadOnlySpan<byte> input);
}
