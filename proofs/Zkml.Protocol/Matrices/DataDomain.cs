using Zkml.Fields;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// The subgroup H of 2^DataBits roots of unity that data of matrix B stands on (in bit-reversed order, as transforms leave it), and the
/// coset g·⟨ω_n⟩ its rows are evaluated on, disjoint from H because g^n ≠ 1.
/// </summary>
internal static class DataDomain
{
    /// <summary>The generator of the multiplicative group: its n-th power is 1 for no n = 2^j that occurs.</summary>
    public static KoalaBear Shift => KoalaBear.Generator;

    /// <summary>Values on H to coefficients, in place.</summary>
    public static void Interpolate(ExtVector values, MatrixParameters shape)
    {
        for (int c = 0; c < Ext.Degree; c++)
        {
            Ntt.For(shape.LogDataLength).Inverse(values.Plane(c));
        }
    }

    /// <summary>Values on the coset of the polynomial with these coefficients (at most n): one plane each.</summary>
    public static void Evaluate(ReadOnlySpan<uint> coefficients, MatrixParameters shape, Span<uint> destination)
    {
        coefficients.CopyTo(destination);
        destination[coefficients.Length..].Clear();
        CosetShift.ScaleByPowers(destination[..coefficients.Length], Shift);
        Ntt.For(shape.LogCodeLength).ForwardPadded(destination, coefficients.Length);
    }

    /// <summary>The point of a column.</summary>
    public static KoalaBear Point(int column, MatrixParameters shape) => Shift * Ntt.For(shape.LogCodeLength).Point(column);
}
