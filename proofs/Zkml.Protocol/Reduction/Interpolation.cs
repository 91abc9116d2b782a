using Zkml.Fields;
using Zkml.Protocol.Interaction;

namespace Zkml.Protocol.Reduction;

/// <summary>Lagrange interpolation on the nodes 0, 1, …, d with d ≤ 4.</summary>
internal static class Interpolation
{
    private static readonly KoalaBear[][] InverseDenominators = [.. Enumerable.Range(0, 5).Select(Denominators)];

    /// <summary>Σ_x values[x] · L_x(r).</summary>
    public static Affine At(Affine[] values, Ext r)
    {
        Affine sum = Affine.Zero;
        Ext[] basis = Basis(values.Length - 1, r);
        for (int x = 0; x < values.Length; x++)
        {
            sum += values[x] * basis[x];
        }

        return sum;
    }

    public static Ext At(ReadOnlySpan<Ext> values, Ext r)
    {
        Ext sum = Ext.Zero;
        Ext[] basis = Basis(values.Length - 1, r);
        for (int x = 0; x < values.Length; x++)
        {
            sum += values[x] * basis[x];
        }

        return sum;
    }

    /// <summary>L_0(r), …, L_d(r).</summary>
    public static Ext[] Basis(int degree, Ext r)
    {
        var basis = new Ext[degree + 1];
        for (int x = 0; x <= degree; x++)
        {
            Ext product = InverseDenominators[degree][x];
            for (int y = 0; y <= degree; y++)
            {
                if (y != x)
                {
                    product *= r - Ext.FromInt64(y);
                }
            }

            basis[x] = product;
        }

        return basis;
    }

    private static KoalaBear[] Denominators(int degree) =>
        [.. Enumerable.Range(0, degree + 1).Select(x =>
            KoalaBear.FromInt64(Enumerable.Range(0, degree + 1).Where(y => y != x).Aggregate(1L, (product, y) => product * (x - y))).Inverse())];
}
