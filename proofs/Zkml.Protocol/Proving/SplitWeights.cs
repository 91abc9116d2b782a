using Zkml.Fields;

namespace Zkml.Protocol.Proving;

/// <summary>
/// Product weights of an index cube as outer × inner: index = outer · InnerLength + inner. Two short tables instead of one long.
/// </summary>
internal readonly struct SplitWeights
{
    private const int InnerBits = 9;

    public SplitWeights(ReadOnlySpan<(Ext W0, Ext W1)> variables, Arena arena)
    {
        int inner = Math.Min(variables.Length, InnerBits);
        Inner = arena.Ext(1 << inner);
        Outer = arena.Ext(1 << (variables.Length - inner));
        Multilinear.ProductTable(variables[^inner..], Ext.One, Inner);
        Multilinear.ProductTable(variables[..^inner], Ext.One, Outer);
    }

    public ExtVector Inner { get; }

    public ExtVector Outer { get; }
}
