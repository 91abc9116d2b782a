using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

/// <summary>What every gadget's witness must survive: each committed cell is named by some constraint, and no single lie passes.</summary>
internal static class WitnessAttacks
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    public static string[] Violations(Witness witness, Arena arena) =>
        [.. ConstraintChecker.Check(witness, Rho, arena).Select(v => v.Name).Distinct()];

    /// <summary>Adds <paramref name="step"/> to each chosen cell in turn; every time something must reject.</summary>
    /// <param name="stride">1 for all cells, more for a sample.</param>
    public static void EveryChangedCellIsRejected(Witness witness, Arena arena, int stride = 1, long step = 1)
    {
        int number = 0;
        foreach ((Tensor tensor, int cell) in Cells(witness.Statement))
        {
            if (number++ % stride != 0)
            {
                continue;
            }

            KoalaBear honest = witness.Get(tensor, cell);
            witness[tensor][cell] = (honest + KoalaBear.FromInt64(step)).Montgomery;
            Assert.True(Violations(witness, arena).Length > 0, $"'{tensor.Name}' cell {cell} can be changed.");
            witness[tensor][cell] = honest.Montgomery;
        }

        Assert.Empty(Violations(witness, arena));
    }

    /// <summary>Every cell inside the extents of every tensor is read by some constraint or lookup.</summary>
    public static void EveryCellIsRead(Statement statement)
    {
        var read = new HashSet<(Tensor, int)>();
        IEnumerable<View> views = statement.Constraints.SelectMany(c => c.Products.SelectMany(p => p.Factors).Append(c.Linear))
            .Concat(statement.Lookups.Lookups.SelectMany(l => l.Views));
        foreach (Term term in views.SelectMany(v => v.Terms).Where(t => t.Source is not null))
        {
            IEnumerable<int> cells = [0];
            for (int axis = 0; axis < term.Maps.Length; axis++)
            {
                int stride = term.SourceShape.Stride(axis);
                int[] indices = [.. term.Maps[axis].Entries().Select(e => e.In).Distinct()];
                cells = cells.SelectMany(c => indices.Select(i => c + i * stride));
            }

            read.UnionWith(cells.Select(c => (term.Source!, c)));
        }

        Assert.Empty(Cells(statement).Where(c => !read.Contains(c)).Select(c => $"{c.Tensor.Name} {c.Cell}"));
    }

    private static IEnumerable<(Tensor Tensor, int Cell)> Cells(Statement statement)
    {
        Tensor[] counts = [.. statement.Tables.SelectMany(t => t.Multiplicities)];
        return statement.Tensors.Except(counts).SelectMany(t => Enumerable.Range(0, t.Shape.OccupiedLength).Where(c => Inside(t.Shape, c)).Select(c => (t, c)));
    }

    private static bool Inside(Shape shape, int cell) =>
        Enumerable.Range(0, shape.Rank).All(a => ((cell / shape.Stride(a)) & ((1 << shape.AxisBits(a)) - 1)) < shape[a]);
}
