using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>
/// Writes out V, the functional of the linear reduction, in O(|W|): terms on one tensor that share the vector along the last axis are first
/// added up over the other axes, then expanded by one outer product.
/// </summary>
internal static class FunctionalBuilder
{
    private sealed record Group(Tensor Tensor, int LastBits, ExtVector Last, ExtVector Outer)
    {
        public List<(Ext Scale, Term Term, ExtVector[] Vectors)> Terms { get; } = [];
    }

    public static ExtVector Build(Statement statement, LinearReduction reduction, AxisVectors axes, Arena arena, Workers workers)
    {
        ExtVector v = arena.Ext(statement.Length);
        Dictionary<object, Group> groups = Collect(reduction, axes, arena);
        Group[] all = [.. groups.Values];
        workers.For(all.Length, i => AddUp(all[i]));
        ILookup<Tensor, Group> byTensor = all.ToLookup(g => g.Tensor);
        v.Clear();
        var pieces = new List<(int Offset, Group[] Groups, int First, int Count)>();
        foreach (IGrouping<Tensor, Group> tensor in byTensor)
        {
            foreach (IGrouping<int, Group> split in tensor.GroupBy(g => g.LastBits))
            {
                int rows = split.First().Outer.Length, grain = Math.Max(1, (1 << 14) >> split.Key);
                for (int first = 0; first < rows; first += grain)
                {
                    pieces.Add((statement.Offset(tensor.Key), [.. split], first, Math.Min(grain, rows - first)));
                }
            }
        }

        // Two splits of one tensor write the same cells, so they may not run at once.
        foreach (IGrouping<int, (int Offset, Group[] Groups, int First, int Count)> pass in pieces
            .GroupBy(p => p.Groups[0].LastBits))
        {
            (int Offset, Group[] Groups, int First, int Count)[] work = [.. pass];
            workers.For(work.Length, i => Expand(v, work[i].Offset, work[i].Groups, work[i].First, work[i].Count));
        }

        return v;
    }

    private static void Expand(ExtVector v, int offset, Group[] groups, int first, int count)
    {
        for (int row = first; row < first + count; row++)
        {
            foreach (Group group in groups)
            {
                Ext factor = group.Outer[row];
                if (factor != Ext.Zero)
                {
                    Multilinear.AddScaled(v.Slice(offset + (row << group.LastBits), group.Last.Length), factor, group.Last);
                }
            }
        }
    }

    private static Dictionary<object, Group> Collect(LinearReduction reduction, AxisVectors axes, Arena arena)
    {
        var groups = new Dictionary<object, Group>();
        foreach ((ClaimPart part, Ext scale, Term term) in reduction.Terms())
        {
            Shape shape = part.View.Shape, source = term.SourceShape;
            int last = source.Rank - 1;
            object key = (term.Source!, source.AxisBits(last), term.Maps[last].Key, part.Weights.Key(shape.FirstVariable(last), shape.AxisBits(last)));
            if (!groups.TryGetValue(key, out Group? group))
            {
                int outerLength = (source.OccupiedLength + source.Stride(last) * (1 << source.AxisBits(last)) - 1) >> source.AxisBits(last);
                group = new Group(
                    term.Source!, source.AxisBits(last), axes.Transposed(term.Maps[last], part.Weights, shape, last), arena.ZeroedExt(outerLength));
                groups[key] = group;
            }

            ExtVector[] vectors = [.. Enumerable.Range(0, last).Select(axis => axes.Transposed(term.Maps[axis], part.Weights, shape, axis))];
            group.Terms.Add((scale * term.Coefficient.Evaluate(axes.Rho), term, vectors));
        }

        return groups;
    }

    private static void AddUp(Group group)
    {
        foreach ((Ext scale, Term term, ExtVector[] vectors) in group.Terms)
        {
            Accumulate(group, term.SourceShape, vectors, 0, 0, scale);
        }
    }

    private static void Accumulate(Group group, Shape source, ExtVector[] vectors, int axis, int row, Ext factor)
    {
        if (axis == vectors.Length)
        {
            group.Outer.Add(row, factor);
            return;
        }

        ExtVector vector = vectors[axis];
        int stride = source.Stride(axis) >> group.LastBits;
        if (stride == 1 && axis == vectors.Length - 1)
        {
            Multilinear.AddScaled(group.Outer.Slice(row, vector.Length), factor, vector);
            return;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            Ext value = vector[i];
            if (value != Ext.Zero)
            {
                Accumulate(group, source, vectors, axis + 1, row + i * stride, factor * value);
            }
        }
    }
}
