using Zkml.Fields;
using Zkml.Protocol.Proving;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// What is claimed of a row z ∈ E^k as the coefficients of a polynomial: z~(point), and z(x_1), …, z(x_t) at the opened columns of the code
/// it stems from. All are linear in z, so powers of one challenge merge them: G = eq(point, ·) + Σ_j β^j·(1, x_j, x_j², …).
/// </summary>
internal sealed class RowFunctionals(Ext[] point, int[] columns, int logCodeLength)
{
    private readonly Ntt _transform = Ntt.For(logCodeLength);

    /// <summary>What z~(point) = value and z(x_j) = values[j − 1] say of ⟨G, z⟩.</summary>
    public static Ext Merge(Ext value, Ext[] values, Ext beta)
    {
        Ext sum = value, power = beta;
        foreach (Ext v in values)
        {
            sum += power * v;
            power *= beta;
        }

        return sum;
    }

    /// <summary>G. The transpose of a transform is n times its inverse read backwards: (x_j^i)ᵀ is applied to all powers of β at once.</summary>
    public ExtVector Weights(Ext beta, Arena arena, Workers workers)
    {
        ExtVector weights = arena.Ext(1 << point.Length), powers = arena.ZeroedExt(_transform.Length);
        Multilinear.EqTable(point, weights);
        Ext power = beta * KoalaBear.FromUInt32((uint)_transform.Length);
        foreach (int column in columns)
        {
            powers[column] = power;
            power *= beta;
        }

        workers.For(Ext.Degree, c =>
        {
            Span<uint> from = powers.Plane(c), to = weights.Plane(c);
            _transform.Inverse(from);
            for (int i = 0; i < to.Length; i++)
            {
                uint power = from[-i & (from.Length - 1)];
                to[i] = (KoalaBear.FromMontgomery(to[i]) + KoalaBear.FromMontgomery(power)).Montgomery;
            }
        });
        return weights;
    }

    /// <summary>G~(r). The extension of (1, x, x², …) is Π_v (1 − r_v + r_v·x^(2^(κ−1−v))).</summary>
    public Ext WeightAt(Ext[] r, Ext beta)
    {
        Ext sum = Ext.One, power = Ext.One;
        for (int v = 0; v < r.Length; v++)
        {
            Ext both = point[v] * r[v];
            sum *= Ext.One - point[v] - r[v] + both + both;
        }

        foreach (int column in columns)
        {
            power *= beta;
            Ext product = power;
            KoalaBear x = _transform.Point(column);
            for (int v = r.Length - 1; v >= 0; v--, x *= x)
            {
                product *= Ext.One - r[v] + r[v] * x;
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>Checks the claims on a row that is in the clear.</summary>
    public void Check(Ext[] row, Ext value, Ext[] values, Arena arena)
    {
        ExtVector eq = arena.Ext(row.Length), code = arena.ZeroedExt(_transform.Length);
        Multilinear.EqTable(point, eq);
        for (int i = 0; i < row.Length; i++)
        {
            code[i] = row[i];
        }

        Verifier.Require(Multilinear.Dot(eq, code.Slice(0, row.Length)) == value, "A row does not have its claimed value.");
        for (int c = 0; c < Ext.Degree; c++)
        {
            _transform.ForwardPadded(code.Plane(c), row.Length);
        }

        for (int j = 0; j < columns.Length; j++)
        {
            Verifier.Require(code[columns[j]] == values[j], "A row does not match the opened columns.");
        }
    }
}
