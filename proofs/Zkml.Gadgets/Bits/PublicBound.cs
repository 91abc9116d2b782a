using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Bits;

/// <summary>
/// value ≥ bound, or value ≤ bound, for a public bound of up to 64 bits and secret values in 16-bit limbs v_j, least significant first.
/// Committed: the limbs of the difference as bits, and borrows between limbs as bits. For value ≥ bound:
///   v_j − bound_j − borrow_(j−1) + 2^16·borrow_j = Σ_i 2^i·bit_(j,i),    no borrow into the first and out of the last limb;
/// for value ≤ bound the first two terms change their signs. Both sides are integers below 2^18 in absolute value, so nothing wraps, and Σ_j 2^(16j) times
/// the equations says that the difference is a sum of bits: not negative.
/// </summary>
public sealed class PublicBound
{
    private const int LimbBits = 16;
    private readonly Tensor _difference;
    private readonly Tensor? _borrows;
    private readonly bool _isMinimum;
    private readonly ulong _bound;
    private readonly int _limbs;

    private PublicBound(StatementBuilder builder, string name, View limbs, ulong bound, bool isMinimum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limbs.Shape.Rank, 2, nameof(limbs));
        int count = limbs.Shape[0];
        _limbs = limbs.Shape[1];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_limbs, 4, nameof(limbs));
        if (_limbs < 4)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bound, 1UL << (LimbBits * _limbs));
        }

        (_bound, _isMinimum) = (bound, isMinimum);
        _difference = builder.CommitBits(name + ".difference", count, _limbs, LimbBits);
        _borrows = _limbs > 1 ? builder.CommitBits(name + ".borrows", count, _limbs - 1) : null;
        builder.AssertZero(name, Equation(limbs));
    }

    /// <summary>value ≥ bound, at every index.</summary>
    /// <param name="builder">Gets the constraints.</param>
    /// <param name="name">Names them.</param>
    /// <param name="limbs">values × 16-bit limbs, each known to be in [0, 2^16), least significant first.</param>
    /// <param name="bound">Public.</param>
    public static PublicBound AssertAtLeast(StatementBuilder builder, string name, View limbs, ulong bound) => new(builder, name, limbs, bound, true);

    /// <summary>value ≤ bound, at every index.</summary>
    /// <inheritdoc cref="AssertAtLeast"/>
    public static PublicBound AssertAtMost(StatementBuilder builder, string name, View limbs, ulong bound) => new(builder, name, limbs, bound, false);

    /// <summary>Writes the bits for one value. A value out of bounds gives a witness that violates the constraints.</summary>
    public void Fill(Witness witness, ulong value, int index = 0)
    {
        (ulong larger, ulong smaller) = _isMinimum ? (value, _bound) : (_bound, value);
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

    private View Equation(View limbs)
    {
        int count = limbs.Shape[0];
        AxisMap each = AxisMap.Identity(count);
        View bound = View.ConstantProduct(
            AxisMap.Broadcast(count), AxisMap.Weights([.. Enumerable.Range(0, _limbs).Select(j => (Coefficient)Limb(_bound, j))]));
        View bits = _difference.MapAs(
            Shape.Of(count, _limbs * LimbBits), each,
            AxisMap.Sparse(_limbs, _limbs * LimbBits, [.. Enumerable.Range(0, _limbs * LimbBits)
                .Select(i => new AxisMap.Entry(i / LimbBits, i, 1L << (i % LimbBits)))]));
        View equation = (_isMinimum ? limbs - bound : bound - limbs) - bits;
        if (_borrows is null)
        {
            return equation;
        }

        IEnumerable<AxisMap.Entry> borrow = Enumerable.Range(0, _limbs - 1)
            .SelectMany(j => new[] { new AxisMap.Entry(j, j, 1L << LimbBits), new AxisMap.Entry(j + 1, j, -1) });
        return equation + _borrows.Map(each, AxisMap.Sparse(_limbs, _limbs - 1, [.. borrow]));
    }
}
