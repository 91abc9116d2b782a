namespace Zkml.Gadgets.P256;

/// <summary>
/// Writes a ratio k mod n as a fraction of half the length: a ≡ ±b·k (mod n) with 1 ≤ a, b &lt; 2^128 (Euclid on n and k, stopped half way).
/// </summary>
/// <param name="A">a.</param>
/// <param name="B">b.</param>
/// <param name="Negative">True for the minus sign.</param>
public readonly record struct HalfGcd(UInt128 A, UInt128 B, bool Negative)
{
    private static readonly UInt256 Half = new(0, 0, 1, 0);

    /// <remarks>
    /// Remainders and cofactors satisfy r_i·c_{i+1} + r_{i+1}·c_i = n. At the first remainder a below 2^128 the one before is at least 2^128,
    /// so its cofactor b is at most n/2^128. Not constant-time: it runs on the owner's machine.
    /// </remarks>
    /// <param name="ratio">1 ≤ k &lt; n.</param>
    public static HalfGcd Of(in UInt256 ratio)
    {
        UInt256 previous = GroupOrder.Value, current = ratio;
        UInt128 previousCofactor = 0, cofactor = 1;
        bool negative = false;
        while (current >= Half)
        {
            (UInt256 remainder, UInt128 next) = (previous, previousCofactor);
            while (remainder >= current)
            {
                int shift = remainder.BitLength - current.BitLength;
                UInt256 multiple = current << shift;
                if (multiple > remainder)
                {
                    shift--;
                    multiple = current << shift;
                }

                remainder -= multiple;
                next += cofactor << shift;
            }

            (previous, current, previousCofactor, cofactor) = (current, remainder, cofactor, next);
            negative = !negative;
        }

        return new HalfGcd(new UInt128(current.W1, current.W0), cofactor, negative);
    }

    /// <summary>Halves of a secret: nothing is printed.</summary>
    public override string ToString() => nameof(HalfGcd);
}
