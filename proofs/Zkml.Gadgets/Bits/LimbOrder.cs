using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Bits;

/// <summary>
/// x ≥ y for numbers in 16-bit limbs, least significant first; either may be secret, a public array, or constant.
/// Committed: the limbs of the difference as bits, and borrows between limbs as bits.
///   x_j − y_j − borrow_(j−1) + 2^16·borrow_j = Σ_i 2^i·bit_(j,i),    no borrow into the first and out of the last limb.
/// Both sides are integers below 2^18 in absolute value, so nothing wraps, and Σ_j 2^(16j) times the equations says that x − y is a sum of bits:
/// not negative. Borrows and bits are unique.
/// </summary>
public sealed class LimbOrder
{
    public const int LimbBits = 16;
    private readonly Tensor _difference;
    private readonly Tensor? _borrows;
    private readonly int _limbs;

    private LimbOrder(StatementBuilder builder, string name, View larger, View smaller)
    {
        int count = larger.Shape[0];
        _limbs = larger.Shape[1];
        _difference = builder.CommitBits(name + ".difference", count, _limbs, LimbBits);
        _borrows = _limbs > 1 ? builder.CommitBits(name + ".borrows", count, _limbs - 1) : null;
        builder.AssertZero(name, larger - smaller - Difference() + Borrows(count));
    }

    /// <summary>larger ≥ smaller, at every index of the first axis.</summary>
    /// <param name="builder">Gets the constraints.</param>
    /// <param name="name">Names them.</param>
    /// <param name="larger">numbers × limbs (at most four), each limb known to be in [0, 2^16).</param>
    /// <param name="smaller">Of the same shape, with limbs in [0, 2^16).</param>
    public static LimbOrder AssertAtLeast(StatementBuilder builder, string name, View larger, View smaller)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(larger.Shape.Rank, 2, nameof(larger));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(larger.Shape[1], 4, nameof(larger));
        return new LimbOrder(builder, name, larger, smaller);
    }

    /// <summary>Limbs of a number, to fill public arrays with.</summary>
    public static long[] Limbs(ulong value, int count)
    {
        if (count < 4)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1UL << (LimbBits * count));
        }

        return [.. Enumerable.Range(0, count).Select(j => (long)Limb(value, j))];
    }

    /// <summary>Writes the bits for one pair. If larger &lt; smaller the witness violates the constraints.</summary>
    public void Fill(Witness witness, ulong larger, ulong smaller, int index = 0)
    {
        int borrow = 0;
        for (int limb = 0; limb < _limbs; limb++)
        {
            int difference = Limb(larger, limb) - Limb(smaller, limb) - borrow;
            borrow = difference < 0 ? 1 : 0;
            for (int bit = 0; bit < LimbBits; bit++)
            {
                witness.Set(_difference, [index, limb, bit], (difference >> bit) & 1);
            }

            if (limb < _limbs - 1)
            {
                witness.Set(_borrows!, [index, limb], borrow);
            }
        }
    }

    private static int Limb(ulong value, int limb) => (int)((value >> (LimbBits * limb)) & 0xffff);

    private View Difference()
    {
        int count = _difference.Shape[0], bits = _limbs * LimbBits;
        return _difference.MapAs(Shape.Of(count, bits), AxisMap.Identity(count), AxisMap.Sparse(
            _limbs, bits, [.. Enumerable.Range(0, bits).Select(i => new AxisMap.Entry(i / LimbBits, i, 1L << (i % LimbBits)))]));
    }

    private View Borrows(int count)
    {
        if (_borrows is null)
        {
            return View.Zero(Shape.Of(count, _limbs));
        }

        IEnumerable<AxisMap.Entry> entries = Enumerable.Range(0, _limbs - 1)
            .SelectMany(j => new[] { new AxisMap.Entry(j, j, 1L << LimbBits), new AxisMap.Entry(j + 1, j, -1) });
        return _borrows.Map(AxisMap.Identity(count), AxisMap.Sparse(_limbs, _limbs - 1, [.. entries]));
    }
}
