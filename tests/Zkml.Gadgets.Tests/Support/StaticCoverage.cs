using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Support;

/// <summary>
/// Finds committed cells that no constraint and no lookup reads (review, F22): such a cell is free, whatever the tests on witnesses say.
/// </summary>
internal static class StaticCoverage
{
    /// <summary>Tensor names and cells that are never read; empty for a sound gadget. Multiplicities are bound by the lookup argument itself.</summary>
    public static IEnumerable<(string Tensor, int Cell)> UnreadCells(Statement statement)
    {
        Dictionary<Tensor, bool[]> read = statement.Tensors.ToDictionary(t => t, t => new bool[t.Shape.OccupiedLength]);
        foreach (Term term in Views(statement).SelectMany(v => v.Terms).Where(t => t.IsPrivate))
        {
            Mark(term, 0, 0, read[term.Source!]);
        }

        HashSet<Tensor> multiplicities = [.. statement.Tables.SelectMany(t => t.Multiplicities)];
        return from tensor in statement.Tensors
               where !multiplicities.Contains(tensor)
               from cell in Cells(tensor.Shape)
               where !read[tensor][cell]
               select (tensor.Name, cell);
    }

    /// <summary>The cells of the indices inside the extents.</summary>
    public static IEnumerable<int> Cells(Shape shape) => Enumerable.Range(0, shape.OccupiedLength).Where(cell => Enumerable.Range(0, shape.Rank)
        .All(axis => ((cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1)) < shape[axis]));

    private static IEnumerable<View> Views(Statement statement) =>
        statement.Constraints.SelectMany(c => c.Products.SelectMany(p => p.Factors).Append(c.Linear))
            .Concat(statement.Lookups.Lookups.SelectMany(l => l.Views))
            .Concat(statement.Tables.SelectMany(t => t.CommittedColumns ?? []));

    private static void Mark(Term term, int axis, int cell, bool[] read)
    {
        if (axis == term.Maps.Length)
        {
            read[cell] = true;
            return;
        }

        int stride = term.SourceShape.Stride(axis);
        foreach (int source in term.Maps[axis].Entries().Select(e => e.In).Distinct())
        {
            Mark(term, axis + 1, cell + source * stride, read);
        }
    }
}
