using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Challenges that depend on nothing but the order of requests: with these a proof is a simple function of its randomness.</summary>
internal sealed class FixedTranscript : ITranscript
{
    private readonly Transcript _coins = new("fixed coins");

    public void Absorb(string label, ReadOnlySpan<byte> data)
    {
    }

    public void Absorb(string label, Ext value)
    {
    }

    public Ext Challenge(string label) => _coins.Challenge(label);

    public Ext[] Challenges(string label, int count) => _coins.Challenges(label, count);

    public int[] DistinctIndices(string label, int count, int bound)
    {
        int[] indices = _coins.DistinctIndices(label, count, bound);
        (ColumnsA, ColumnsB) = ColumnsA.Length == 0 ? (indices, ColumnsB) : (ColumnsA, indices);
        return indices;
    }

    public int[] ColumnsA { get; private set; } = [];

    public int[] ColumnsB { get; private set; } = [];
}
