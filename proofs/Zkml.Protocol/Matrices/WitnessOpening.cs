using System.Runtime.InteropServices;
using Zkml.Fields;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>What the opened columns of matrix A say of y = m + γ Σ a_i f_i: its value at every opened point x.</summary>
internal static class WitnessOpening
{
    /// <summary>The values of the data of y: m(x) + γ Σ a_i f_i(x) without x^k·(the t coefficients behind the data).</summary>
    /// <param name="plan">Sizes.</param>
    /// <param name="columns">Indices, and for each the R + 4 base elements.</param>
    /// <param name="rowPoint">r*_row; a_i = eq(r*_row, i).</param>
    /// <param name="combination">γ, and the coefficients of y behind its data.</param>
    /// <param name="arena">For the table of a.</param>
    public static OpenedColumns Values(
        ProtocolPlan plan, (int[] Indices, KoalaBear[][] Opened) columns, ReadOnlySpan<Ext> rowPoint, (Ext Gamma, Ext[] Tail) combination, Arena arena)
    {
        MatrixParameters shape = plan.Parameters.Witness;
        ExtVector table = arena.Ext(1 << rowPoint.Length);
        Multilinear.EqTable(rowPoint, table);
        ExtVector weights = table.Slice(0, plan.WitnessRows);
        var values = new Ext[columns.Indices.Length];
        for (int j = 0; j < values.Length; j++)
        {
            ReadOnlySpan<KoalaBear> column = columns.Opened[j], mask = column[plan.WitnessRows..];
            Ext rows = Multilinear.Dot(weights, MemoryMarshal.Cast<KoalaBear, uint>(column[..plan.WitnessRows]));
            KoalaBear x = Ntt.For(shape.LogCodeLength).Point(columns.Indices[j]);
            values[j] = new Ext(mask[0], mask[1], mask[2], mask[3]) + combination.Gamma * rows
                - x.Pow((ulong)shape.DataLength) * Evaluate(combination.Tail, x);
        }

        return new OpenedColumns(columns.Indices, values, shape.LogCodeLength);
    }

    private static Ext Evaluate(Ext[] coefficients, KoalaBear x)
    {
        Ext value = Ext.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = value * x + coefficients[i];
        }

        return value;
    }
}
