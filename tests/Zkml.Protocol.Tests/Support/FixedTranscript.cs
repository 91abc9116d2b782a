using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Challenges that depend on nothing but the order of requests: with these a proof is a simple function of its randomness.</summary>
internal sealed class FixedTranscript : ITranscript
{
    private readonly Transcript _coins = new("fixed coins");

    /// <summary>What was absorbed, in order; not what the challenges depend on.</summary>
    public List<(string Label, byte[] Data)> Absorbed { get; } = [];

    public void Absorb(string label, ReadOnlySpan<byte> data) => Absorbed.Add((label, data.ToArray()));

    public void Absorb(string label, Ext value)
    {
        var bytes = new byte[Ext.Size];
        value.Write(bytes);
        Absorb(label, bytes);
    }

    public Ext Challenge(string label) => _coins.Challenge(label);

    public Ext[] Challenges(string label, int count) => _coins.Challenges(label, count);

    public int[] DistinctIndices(string label, int count, int bound) => _coins.DistinctIndices(label, count, bound);
}
