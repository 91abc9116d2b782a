using System.Runtime.InteropServices;
using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>
/// Writes leaf fractions of the lookup tree, any run of them at any time: all of them at once would be half of the tree. Unused leaves are 0/1.
/// </summary>
internal sealed class LeafSource
{
    private readonly Block[] _blocks;
    private readonly Ext[] _beta;

    /// <param name="arena">Keeps the values of views that had to be written out.</param>
    public LeafSource(LookupPlan plan, Witness witness, Ext alpha, Ext[] beta, Arena arena)
    {
        _beta = beta;
        var blocks = new List<Block>();
        ILookup<Lookup, LookupPiece> pieces = plan.Pieces.ToLookup(p => p.Lookup);
        foreach (Lookup lookup in plan.Lookups)
        {
            FieldVector[] columns = [.. lookup.Views.Select(v => LookupColumns.Values(v, witness, arena))];
            FieldVector? inside = lookup.Shape.Count == lookup.Shape.OccupiedLength ? null : Indicator(lookup.Shape, witness, arena);
            Ext head = Head(lookup.Table, alpha, beta);
            blocks.AddRange(pieces[lookup].Select(piece =>
            {
                int start = piece.Prefix << piece.Bits;
                return new Block(piece.FirstLeaf, start, Math.Min(1 << piece.Bits, lookup.Shape.OccupiedLength - start), head) { Values = columns, Inside = inside };
            }));
        }

        foreach (IGrouping<LookupTable, TableCopy> copies in plan.Copies.GroupBy(c => c.Table))
        {
            LookupTable table = copies.Key;
            FieldVector[]? committed = table.CommittedColumns is { } views ? [.. views.Select(v => LookupColumns.Values(v, witness, arena))] : null;
            Ext head = Head(table, alpha, beta);
            blocks.AddRange(copies.Select(copy => new Block(copy.FirstLeaf, copy.FirstRow, copy.Rows, head)
            {
                Values = committed, Public = table.PublicColumns,
                Counts = witness.Cells.Slice(witness.Statement.Offset(table.Multiplicities[copy.Group]), table.Rows),
            }));
        }

        _blocks = [.. blocks.OrderBy(b => b.FirstLeaf)];
    }

    /// <summary>The fractions of the leaves from <paramref name="leaf"/> on, as many as the vectors hold.</summary>
    /// <param name="p">Numerators.</param>
    /// <param name="q">Denominators.</param>
    public void Fill(int leaf, ExtVector p, ExtVector q)
    {
        p.Clear();
        Fill(q, Ext.One);
        int end = leaf + p.Length;
        for (int i = LastUpTo(leaf); i < _blocks.Length && _blocks[i].FirstLeaf < end; i++)
        {
            Block block = _blocks[i];
            int from = Math.Max(leaf, block.FirstLeaf), to = Math.Min(end, block.FirstLeaf + block.Length);
            if (from < to)
            {
                Fill(block, block.Start + from - block.FirstLeaf, p.Slice(from - leaf, to - from), q.Slice(from - leaf, to - from));
            }
        }
    }

    private void Fill(Block block, int start, ExtVector p, ExtVector q)
    {
        int count = p.Length;
        Span<uint> numerators = p.Plane(0);
        Fill(q, block.Head);
        for (int k = 0; k < (block.Public?.Length ?? block.Values!.Length); k++)
        {
            FieldKernels.AddScaled(q, -_beta[k + 1], block.Column(k, start, count));
        }

        if (block.Counts is { } counts)
        {
            FieldKernels.AddScaled(numerators, -KoalaBear.One, counts.Span.Slice(start, count));
        }
        else if (block.Inside is { } inside)
        {
            inside.Span.Slice(start, count).CopyTo(numerators);
            Blank(q, numerators);
        }
        else
        {
            numerators.Fill(KoalaBear.One.Montgomery);
        }
    }

    /// <summary>The last block that starts at the leaf or before it; blocks do not overlap.</summary>
    private int LastUpTo(int leaf)
    {
        int low = 0, high = _blocks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _blocks[middle].FirstLeaf <= leaf ? (middle + 1, high) : (low, middle);
        }

        return Math.Max(0, low - 1);
    }

    /// <summary>α − β_0·tag: the part of the denominator that all tuples of a table share.</summary>
    private static Ext Head(LookupTable table, Ext alpha, Ext[] beta) => alpha - beta[0] * KoalaBear.FromUInt32((uint)table.Tag);

    private static void Fill(ExtVector target, Ext value)
    {
        target.Plane(0).Fill(value.C0.Montgomery);
        target.Plane(1).Fill(value.C1.Montgomery);
        target.Plane(2).Fill(value.C2.Montgomery);
        target.Plane(3).Fill(value.C3.Montgomery);
    }

    /// <summary>1 where the indicator is zero.</summary>
    private static void Blank(ExtVector target, ReadOnlySpan<uint> indicator)
    {
        for (int i = 0; i < indicator.Length; i++)
        {
            if (indicator[i] == 0)
            {
                target[i] = Ext.One;
            }
        }
    }

    private static FieldVector Indicator(Shape shape, Witness witness, Arena arena)
    {
        FieldVector values = arena.Field(shape.OccupiedLength);
        ViewEvaluator.Evaluate(View.Constant(shape, Coefficient.One), witness, values);
        return values;
    }

    /// <summary>Neighbouring leaves that are neighbouring indices of a lookup, or rows of a table, from Start on.</summary>
    private sealed record Block(int FirstLeaf, int Start, int Length, Ext Head)
    {
        public FieldVector[]? Values { get; init; }

        public KoalaBear[][]? Public { get; init; }

        /// <summary>1 inside the extents; null when all indices are.</summary>
        public FieldVector? Inside { get; init; }

        /// <summary>Multiplicities of a table.</summary>
        public FieldVector? Counts { get; init; }

        public ReadOnlySpan<uint> Column(int k, int start, int count) => Public is { } columns
            ? MemoryMarshal.Cast<KoalaBear, uint>(columns[k]).Slice(start, count)
            : Values![k].Span.Slice(start, count);
    }
}
