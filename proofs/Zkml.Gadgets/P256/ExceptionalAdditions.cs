using Zkml.Fields;

namespace Zkml.Gadgets.P256;

/// <summary>
/// An affine addition with equal x-coordinates leaves its slope free (review, F19.4), so every addition proves x2 ≢ x1 (mod p). Both have
/// balanced limbs, |x2 − x1| ≤ 2^256 − 1 &lt; 2p, hence the difference is 0 modulo p only if it is 0 or ±p. With δ and π the residues of
/// x2 − x1 and p in KoalaBear it suffices that δ·(δ² − π²) is not 0. An honest δ is one of those three by accident with probability 2^-29.
/// <para>
/// The second addition of a step, M + D, needs none: its relation (λ_1 + λ_2)(x_D − x_M) = 2·y_D excludes equal x, as y_D ≠ 0.
/// </para>
/// </summary>
public static class ExceptionalAdditions
{
    /// <summary>π.</summary>
    public static KoalaBear Modulus { get; } = Fold(LimbModulus.P);

    /// <summary>x2 − x1 of every addition: 64 steps, 32 windows, 15 table points.</summary>
    public static Operand Differences { get; } = new(
        EcdsaLayout.Steps + WindowTable.Windows + EcdsaLayout.TableSize - 1, i => i switch
        {
            < EcdsaLayout.Steps => [new(1, Plane.SelectedX, i), new(-1, Plane.XDouble, i)],
            EcdsaLayout.Steps => [new(1, Plane.WindowPoint, 0), new(-1, Plane.X, EcdsaLayout.Steps - 1)],
            < EcdsaLayout.Steps + WindowTable.Windows =>
                [new(1, Plane.WindowPoint, i - EcdsaLayout.Steps), new(-1, Plane.Window, i - EcdsaLayout.Steps + WindowTable.Windows - 1)],
            _ => TableDifference(i - EcdsaLayout.Steps - WindowTable.Windows + 1),
        });

    /// <summary>256^i in KoalaBear.</summary>
    public static KoalaBear LimbWeight(int limb) => KoalaBear.FromUInt32(256).Pow((ulong)limb);

    /// <summary>δ of an addition.</summary>
    public static KoalaBear Difference(EcdsaTrace trace, int index)
    {
        KoalaBear sum = KoalaBear.Zero;
        foreach (Cell cell in Differences[index])
        {
            ReadOnlySpan<short> limbs = trace.Limbs(cell.Slot);
            KoalaBear value = KoalaBear.Zero, radix = KoalaBear.FromUInt32(256);
            for (int i = limbs.Length - 1; i >= 0; i--)
            {
                value = value * radix + KoalaBear.FromInt64(limbs[i]);
            }

            sum += KoalaBear.FromInt64(cell.Coefficient) * value;
        }

        return sum;
    }

    /// <summary>δ·(δ² − π²), which must not be 0.</summary>
    public static KoalaBear Witness(KoalaBear difference) => difference * (difference * difference - Modulus * Modulus);

    /// <summary>Whether some addition cannot be shown to be a proper one.</summary>
    public static bool Any(EcdsaTrace trace)
    {
        bool any = false;
        for (int i = 0; i < Differences.Count; i++)
        {
            any |= Witness(Difference(trace, i)) == KoalaBear.Zero;
        }

        return any;
    }

    private static Cell[] TableDifference(int index) => [EcdsaRelations.AddedX(index), -EcdsaRelations.PreviousX(index)];

    private static KoalaBear Fold(LimbModulus modulus)
    {
        KoalaBear sum = KoalaBear.Zero;
        for (int i = 0; i <= EcdsaLayout.Limbs; i++)
        {
            sum += KoalaBear.FromInt64(modulus.Limbs.Span[i]) * LimbWeight(i);
        }

        return sum;
    }
}
