using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Views by their definition: every matrix written out, every index visited. Shares no code with the engine but the entries of the maps.</summary>
internal static class DenseViews
{
    /// <summary>The values over the padded cube.</summary>
    public static Ext[] Values(View view, Func<Tensor, int, Ext> cell, Ext rho)
    {
        var values = new Ext[1 << Bits(view.Shape).Sum()];
        foreach (Term term in view.Terms)
        {
            Ext[][,] matrices = [.. term.Maps.Select(m => Matrix(m, rho))];
            foreach (int[] o in Indices(view.Shape))
            {
                foreach (int[] i in Indices(term.SourceShape))
                {
                    Ext product = term.Coefficient.Evaluate(rho);
                    for (int axis = 0; axis < o.Length; axis++)
                    {
                        product *= matrices[axis][o[axis], i[axis]];
                    }

                    if (product != Ext.Zero)
                    {
                        values[Cell(view.Shape, o)] += product * (term.Source is null ? Ext.One : cell(term.Source, Cell(term.SourceShape, i)));
                    }
                }
            }
        }

        return values;
    }

    /// <summary>The weight of every index of the cube.</summary>
    public static Ext[] Table((Ext W0, Ext W1)[] variables)
    {
        var table = new Ext[1 << variables.Length];
        for (int x = 0; x < table.Length; x++)
        {
            table[x] = Ext.One;
            for (int v = 0; v < variables.Length; v++)
            {
                table[x] *= ((x >> (variables.Length - 1 - v)) & 1) == 0 ? variables[v].W0 : variables[v].W1;
            }
        }

        return table;
    }

    public static Ext[] Eq(Ext[] point) => Table([.. point.Select(PointWeights.Eq)]);

    public static Ext Dot(IEnumerable<Ext> x, IEnumerable<Ext> y) => x.Zip(y).Aggregate(Ext.Zero, (sum, p) => sum + p.First * p.Second);

    private static Ext[,] Matrix(AxisMap map, Ext rho)
    {
        var matrix = new Ext[map.OutSize, map.InSize];
        if (map is StrideMap stride)
        {
            for (int o = 0; o < map.OutSize; o++)
            {
                for (int i = 0; i < map.InSize; i++)
                {
                    matrix[o, i] = i == o * stride.Stride + stride.Offset ? Ext.One : Ext.Zero;
                }
            }

            return matrix;
        }

        foreach (AxisMap.Entry entry in map.Entries())
        {
            matrix[entry.Out, entry.In] += entry.Coefficient.Evaluate(rho);
        }

        return matrix;
    }

    public static IEnumerable<int[]> Indices(Shape shape)
    {
        for (int number = 0; number < shape.Count; number++)
        {
            var index = new int[shape.Rank];
            for (int axis = shape.Rank - 1, rest = number; axis >= 0; rest /= shape[axis], axis--)
            {
                index[axis] = rest % shape[axis];
            }

            yield return index;
        }
    }

    private static int Cell(Shape shape, int[] index) =>
        index.Zip(Bits(shape)).Aggregate(0, (cell, x) => (cell << x.Second) + x.First);

    private static int[] Bits(Shape shape) => [.. Enumerable.Range(0, shape.Rank).Select(a => (int)Math.Ceiling(Math.Log2(shape[a])))];
}
