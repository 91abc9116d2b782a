using System.Runtime.InteropServices;
using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>Writes the leaf fractions of the lookup tree; unused leaves are 0/1.</summary>
internal static class LeafBuilder
{
    private const int Grain = 1 << 12;

    public static (ExtVector P, ExtVector Q) Build(LookupPlan plan, Witness witness, Ext alpha, Ext[] beta, Arena arena, Workers workers)
    {
        int leaves = 1 << plan.Depth;
        ExtVector p = arena.ZeroedExt(leaves), q = arena.Ext(leaves);
        Fill(q, Ext.One);
        uint one = KoalaBear.One.Montgomery;
        ILookup<Lookup, LookupPiece> pieces = plan.Pieces.ToLookup(p => p.Lookup);
        foreach (Lookup lookup in plan.Lookups)
        {
            Arena.Mark mark = arena.Position;
            FieldVector[] columns = [.. lookup.Views.Select(v => LookupColumns.Values(v, witness, arena))];
            FieldVector? inside = lookup.Shape.Count == lookup.Shape.OccupiedLength ? null : Indicator(lookup.Shape, witness, arena);
            Ext head = Head(lookup.Table, alpha, beta);
            foreach (LookupPiece piece in pieces[lookup])
            {
                int source = piece.Prefix << piece.Bits, length = Math.Min(1 << piece.Bits, lookup.Shape.OccupiedLength - source);
                ForRuns(plan, piece.FirstLeaf, length, workers, (first, stored, count) =>
                {
                    int start = source + first;
                    Denominators(q.Slice(stored, count), head, beta, columns, start, count);
                    Span<uint> numerators = p.Plane(0).Slice(stored, count);
                    if (inside is { } indicator)
                    {
                        indicator.Span.Slice(start, count).CopyTo(numerators);
                        Blank(q.Slice(stored, count), indicator.Span.Slice(start, count));
                    }
                    else
                    {
                        numerators.Fill(one);
                    }
                });
            }

            arena.Release(mark);
        }

        foreach (TableCopy copy in plan.Copies)
        {
            AddTable(plan, copy, witness, alpha, beta, p, q, arena, workers);
        }

        return (p, q);
    }

    /// <summary>Where node (group, x) of a layer with 2^bits nodes is stored: x's most significant bit first, then the group.</summary>
    public static int Stored(int node, int bits, int groupBits)
    {
        if (bits == groupBits)
        {
            return node;
        }

        int within = bits - groupBits, group = node >> within, top = (node >> (within - 1)) & 1, rest = node & ((1 << (within - 1)) - 1);
        return (top << (bits - 1)) + (group << (within - 1)) + rest;
    }

    private static void AddTable(
        LookupPlan plan, TableCopy copy, Witness witness, Ext alpha, Ext[] beta, ExtVector p, ExtVector q, Arena arena, Workers workers)
    {
        LookupTable table = copy.Table;
        FieldVector[]? committed = table.CommittedColumns is { } views ? [.. views.Select(v => LookupColumns.Values(v, witness, arena))] : null;
        FieldVector multiplicities = witness.Cells.Slice(witness.Statement.Offset(table.Multiplicities[copy.Group]), table.Rows);
        Ext head = Head(table, alpha, beta);
        ForRuns(plan, copy.FirstLeaf, copy.Rows, workers, (offset, stored, count) =>
        {
            int first = copy.FirstRow + offset;
            ExtVector target = q.Slice(stored, count);
            if (committed is not null)
            {
                Denominators(target, head, beta, committed, first, count);
            }
            else
            {
                Fill(target, head);
                for (int k = 0; k < table.Width; k++)
                {
                    FieldKernels.AddScaled(target, -beta[k + 1], MemoryMarshal.Cast<KoalaBear, uint>(table.PublicColumns![k]).Slice(first, count));
                }
            }

            Span<uint> numerators = p.Plane(0).Slice(stored, count);
            FieldKernels.AddScaled(numerators, -KoalaBear.One, multiplicities.Span.Slice(first, count));
        });
    }

    /// <summary>Runs of at most <see cref="Grain"/> consecutive leaves that are stored consecutively: (offset in the block, place, length).</summary>
    private static void ForRuns(LookupPlan plan, int firstLeaf, int length, Workers workers, Action<int, int, int> body)
    {
        int groupHalf = 1 << Math.Max(plan.Depth - plan.GroupBits - 1, 0), run = Math.Min(groupHalf, Grain);
        workers.ForRanges(length, run, (start, count) => body(start, Stored(firstLeaf + start, plan.Depth, plan.GroupBits), count));
    }

    /// <summary>α − β_0·tag: the part of the denominator that all tuples of a table share.</summary>
    private static Ext Head(LookupTable table, Ext alpha, Ext[] beta) => alpha - beta[0] * KoalaBear.FromUInt32((uint)table.Tag);

    private static void Denominators(ExtVector target, Ext head, Ext[] beta, FieldVector[] columns, int start, int count)
    {
        Fill(target, head);
        for (int k = 0; k < columns.Length; k++)
        {
            FieldKernels.AddScaled(target, -beta[k + 1], columns[k].Span.Slice(start, count));
        }
    }

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
        FieldVector values = arena.Field(shape.PaddedLength);
        ViewEvaluator.Evaluate(View.Constant(shape, Coefficient.One), witness, values);
        return values;
    }
}
