using System.Numerics;

namespace Zkml.Onnx;

/// <summary>Float32 numbers as integers times powers of two, without loss: every finite float is one.</summary>
internal static class FixedPoint
{
    /// <summary>Exponents beyond this are refused: products of two would leave the normal range of float32, where powers of two scale exactly.</summary>
    public const int MaxExponent = 60;

    /// <summary>The exponent of the lowest set bit of a number that is not zero: value = odd integer · 2^exponent.</summary>
    public static int LowestBit(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = (bits >> 23) & 0xFF, mantissa = bits & 0x7FFFFF;
        return exponent == 0
            ? BitOperations.TrailingZeroCount(mantissa) - 149
            : BitOperations.TrailingZeroCount(mantissa | 0x800000) + exponent - 150;
    }

    /// <summary>The largest e for which all numbers are integers times 2^e; null when all are zero.</summary>
    public static int? CommonExponent(ReadOnlySpan<float> values)
    {
        int? lowest = null;
        foreach (float value in values)
        {
            if (value != 0)
            {
                int bit = LowestBit(value);
                lowest = lowest is { } known ? Math.Min(known, bit) : bit;
            }
        }

        return lowest;
    }

    /// <summary>log2 of a positive power of two.</summary>
    public static bool IsPowerOfTwo(float value, out int exponent)
    {
        exponent = value > 0 && float.IsNormal(value) ? MathF.ILogB(value) : 0;
        return value > 0 && float.IsNormal(value) && (BitConverter.SingleToInt32Bits(value) & 0x7FFFFF) == 0;
    }

    /// <summary>value · 2^−exponent when that is an integer of magnitude at most the bound.</summary>
    public static bool TryInteger(double value, int exponent, long bound, out long integer)
    {
        double scaled = Math.ScaleB(value, -exponent);
        integer = Math.Abs(scaled) <= bound && Math.Floor(scaled) == scaled ? (long)scaled : 0;
        return Math.Abs(scaled) <= bound && Math.Floor(scaled) == scaled;
    }
}
