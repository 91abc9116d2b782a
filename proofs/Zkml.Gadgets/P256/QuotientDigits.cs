namespace Zkml.Gadgets.P256;

/// <summary>
/// A quotient of a relation modulo p in 20 balanced digits, and what is above 2^256. Digits of 13 bits use the table of carries and are fewer than bytes:
/// 13 + 12 + 13 + 13 + 13 bits make 64. A digit may reach over the end of a pair of limbs by at most 2^8, so it does not widen the carries.
/// </summary>
public static class QuotientDigits
{
    public const int Count = 20;

    private const int PerWord = 5;

    private static readonly int[] Starts = [0, 13, 25, 38, 51];

    /// <summary>Half the range of every digit, as one number.</summary>
    private static readonly UInt256 Offset = Halves();

    /// <summary>The digit's unit is 2^Shift · 256^Limb.</summary>
    public static (int Limb, int Shift) Place(int digit)
    {
        int bit = 64 * (digit / PerWord) + Starts[digit % PerWord];
        return (bit >> 3, bit & 7);
    }

    /// <summary>quotient = Σ digits[k]·2^Shift·256^Limb + top·2^256.</summary>
    internal static void Split(in Int320 quotient, Span<short> digits, out long top)
    {
        UInt256 low = quotient.AddLow(Offset, out top);
        for (int k = 0; k < Count; k++)
        {
            int width = Width(k);
            digits[k] = (short)((int)((low.Word(k / PerWord) >> Starts[k % PerWord]) & ((1UL << width) - 1)) - (1 << (width - 1)));
        }
    }

    private static int Width(int digit) => digit % PerWord == 1 ? 12 : 13;

    private static UInt256 Halves()
    {
        ulong word = 0;
        for (int k = 0; k < PerWord; k++)
        {
            word += 1UL << (Starts[k] + Width(k) - 1);
        }

        return new UInt256(word, word, word, word);
    }
}
