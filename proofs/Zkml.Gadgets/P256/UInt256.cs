using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>An unsigned 256-bit integer: four 64-bit words, the least significant first.</summary>
public readonly record struct UInt256(ulong W0, ulong W1, ulong W2, ulong W3)
{
    public const int Size = 32;

    public static UInt256 Zero => default;

    public static UInt256 One => new(1, 0, 0, 0);

    public bool IsZero => (W0 | W1 | W2 | W3) == 0;

    /// <summary>Position of the highest set bit plus one; 0 for zero.</summary>
    public int BitLength =>
        W3 != 0 ? 256 - BitOperations.LeadingZeroCount(W3)
        : W2 != 0 ? 192 - BitOperations.LeadingZeroCount(W2)
        : W1 != 0 ? 128 - BitOperations.LeadingZeroCount(W1)
        : 64 - BitOperations.LeadingZeroCount(W0);

    public static UInt256 FromBigEndian(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size, nameof(bytes));
        return new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    public void WriteBigEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, W3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], W2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], W1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], W0);
    }

    public void WriteLittleEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, W0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], W1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], W2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], W3);
    }

    /// <summary>x + y mod 2^256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Add(in UInt256 x, in UInt256 y, out ulong carry)
    {
        carry = 0;
        ulong w0 = AddWord(x.W0, y.W0, ref carry);
        ulong w1 = AddWord(x.W1, y.W1, ref carry);
        ulong w2 = AddWord(x.W2, y.W2, ref carry);
        ulong w3 = AddWord(x.W3, y.W3, ref carry);
        return new(w0, w1, w2, w3);
    }

    /// <summary>x − y mod 2^256; borrow is 1 when x &lt; y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Subtract(in UInt256 x, in UInt256 y, out ulong borrow)
    {
        borrow = 0;
        ulong w0 = SubtractWord(x.W0, y.W0, ref borrow);
        ulong w1 = SubtractWord(x.W1, y.W1, ref borrow);
        ulong w2 = SubtractWord(x.W2, y.W2, ref borrow);
        ulong w3 = SubtractWord(x.W3, y.W3, ref borrow);
        return new(w0, w1, w2, w3);
    }

    public static bool operator <(in UInt256 x, in UInt256 y)
    {
        Subtract(x, y, out ulong borrow);
        return borrow != 0;
    }

    public static bool operator >(in UInt256 x, in UInt256 y) => y < x;

    public static bool operator <=(in UInt256 x, in UInt256 y) => !(y < x);

    public static bool operator >=(in UInt256 x, in UInt256 y) => !(x < y);

    public static UInt256 operator -(in UInt256 x, in UInt256 y) => Subtract(x, y, out _);

    public static UInt256 operator +(in UInt256 x, in UInt256 y) => Add(x, y, out _);

    /// <summary>x · 2^shift mod 2^256, 0 ≤ shift &lt; 256.</summary>
    public static UInt256 operator <<(UInt256 x, int shift)
    {
        int words = shift >> 6, bits = shift & 63;
        ulong High(int i) => x.Word(i);
        ulong Shifted(int i) => bits == 0 ? High(i - words) : (High(i - words) << bits) | (High(i - words - 1) >> (64 - bits));
        return new UInt256(Shifted(0), Shifted(1), Shifted(2), Shifted(3));
    }

    public ulong Word(int index) => index switch { 0 => W0, 1 => W1, 2 => W2, 3 => W3, _ => 0 };

    public bool Bit(int index) => ((Word(index >> 6) >> (index & 63)) & 1) != 0;

    /// <summary>mask all ones: x; mask zero: y. Without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Select(ulong mask, in UInt256 x, in UInt256 y) =>
        new(y.W0 ^ (mask & (x.W0 ^ y.W0)), y.W1 ^ (mask & (x.W1 ^ y.W1)), y.W2 ^ (mask & (x.W2 ^ y.W2)), y.W3 ^ (mask & (x.W3 ^ y.W3)));

    /// <summary>x + y + carry; carry becomes the next carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong AddWord(ulong x, ulong y, ref ulong carry)
    {
        ulong sum = x + carry;
        ulong first = sum < carry ? 1UL : 0UL;
        sum += y;
        carry = first + (sum < y ? 1UL : 0UL);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong SubtractWord(ulong x, ulong y, ref ulong borrow)
    {
        ulong difference = x - y;
        ulong first = x < y ? 1UL : 0UL;
        ulong result = difference - borrow;
        borrow = first + (difference < borrow ? 1UL : 0UL);
        return result;
    }

    /// <summary>The low word of x·y + add + carry; carry becomes the high word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyAddWord(ulong x, ulong y, ulong add, ref ulong carry)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        low += add;
        high += low < add ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }
}
