namespace Zkml.Networks;

/// <summary>The one rounding rule of all networks: halves go to the even neighbour, as in QuantizeLinear.</summary>
public static class Rounding
{
    /// <summary>round(value · 2^−shift); for negative shifts the exact product. |value| &lt; 2³⁰, −22 ≤ shift ≤ 30.</summary>
    public static long ShiftHalfEven(long value, int shift)
    {
        if (shift <= 0)
        {
            return value << -shift;
        }

        long floor = value >> shift;
        long rest = value - (floor << shift);
        long half = 1L << (shift - 1);
        return floor + (rest > half || (rest == half && (floor & 1) == 1) ? 1 : 0);
    }
}
