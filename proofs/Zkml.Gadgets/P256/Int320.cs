using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>
/// Integers modulo 2^320 in two's complement. A sum of products of 256-bit values that is divisible by M has its quotient, below 2^300,
/// determined by its residue modulo 2^320: q = (sum)·M⁻¹.
/// </summary>
internal readonly record struct Int320(ulong W0, ulong W1, ulong W2, ulong W3, ulong W4)
{
    /// <summary>Σ 128·256^i over 32 limbs: what makes balanced limbs unsigned.</summary>
    private static readonly UInt256 LimbOffset = new(0x8080_8080_8080_8080, 0x8080_8080_8080_8080, 0x8080_8080_8080_8080, 0x8080_8080_8080_8080);

    private static readonly UInt256 LargestBalanced = new(0x7F7F_7F7F_7F7F_7F7F, 0x7F7F_7F7F_7F7F_7F7F, 0x7F7F_7F7F_7F7F_7F7F, 0x7F7F_7F7F_7F7F_7F7F);

    public static Int320 FromUnsigned(in UInt256 value) => new(value.W0, value.W1, value.W2, value.W3, 0);

    public static Int320 FromInt64(long value)
    {
        ulong sign = (ulong)(value >> 63);
        return new((ulong)value, sign, sign, sign, sign);
    }

    /// <summary>
    /// The representative with 32 limbs in [−128, 127] of a residue in [0, modulus): these reach from −0x80…80 to 0x7F…7F, which are
    /// 2^256 consecutive integers, so that residue or residue − modulus is among them.
    /// </summary>
    public static Int320 Balanced(in UInt256 residue, in UInt256 modulus)
    {
        UInt256.Subtract(LargestBalanced, residue, out ulong above);
        UInt256 low = UInt256.Subtract(residue, UInt256.Select(0 - above, modulus, UInt256.Zero), out ulong borrow);
        return new(low.W0, low.W1, low.W2, low.W3, 0 - borrow);
    }

    /// <summary>
    /// 32 limbs in [−128, 127] and what is left above them: value = Σ limbs[i]·256^i + rest·2^256. Adding 128 to every limb makes the
    /// digits those of an unsigned number.
    /// </summary>
    public void Split(Span<short> limbs, out long rest)
    {
        UInt256 low = AddLow(LimbOffset, out rest);
        SplitWord(low.W0, limbs);
        SplitWord(low.W1, limbs[8..]);
        SplitWord(low.W2, limbs[16..]);
        SplitWord(low.W3, limbs[24..]);
    }

    /// <summary>(this + addend) mod 2^256, and the signed rest above it.</summary>
    public UInt256 AddLow(in UInt256 addend, out long rest)
    {
        UInt256 low = UInt256.Add(new UInt256(W0, W1, W2, W3), addend, out ulong carry);
        rest = (long)(W4 + carry);
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int320 operator +(in Int320 x, in Int320 y)
    {
        ulong carry = 0;
        ulong w0 = UInt256.AddWord(x.W0, y.W0, ref carry), w1 = UInt256.AddWord(x.W1, y.W1, ref carry);
        ulong w2 = UInt256.AddWord(x.W2, y.W2, ref carry), w3 = UInt256.AddWord(x.W3, y.W3, ref carry);
        return new(w0, w1, w2, w3, x.W4 + y.W4 + carry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int320 operator -(in Int320 x, in Int320 y)
    {
        ulong borrow = 0;
        ulong w0 = UInt256.SubtractWord(x.W0, y.W0, ref borrow), w1 = UInt256.SubtractWord(x.W1, y.W1, ref borrow);
        ulong w2 = UInt256.SubtractWord(x.W2, y.W2, ref borrow), w3 = UInt256.SubtractWord(x.W3, y.W3, ref borrow);
        return new(w0, w1, w2, w3, x.W4 - y.W4 - borrow);
    }

    /// <summary>The product modulo 2^320: the same for signed and unsigned factors.</summary>
    public static Int320 operator *(in Int320 x, in Int320 y)
    {
        ulong c0 = 0, c1 = 0, c2 = 0, c3 = 0;
        ulong t0 = UInt256.MultiplyAddWord(x.W0, y.W0, 0, ref c0);
        ulong t1 = UInt256.MultiplyAddWord(x.W0, y.W1, 0, ref c0);
        ulong t2 = UInt256.MultiplyAddWord(x.W0, y.W2, 0, ref c0);
        ulong t3 = UInt256.MultiplyAddWord(x.W0, y.W3, 0, ref c0);
        ulong t4 = x.W0 * y.W4 + c0;
        t1 = UInt256.MultiplyAddWord(x.W1, y.W0, t1, ref c1);
        t2 = UInt256.MultiplyAddWord(x.W1, y.W1, t2, ref c1);
        t3 = UInt256.MultiplyAddWord(x.W1, y.W2, t3, ref c1);
        t4 += x.W1 * y.W3 + c1;
        t2 = UInt256.MultiplyAddWord(x.W2, y.W0, t2, ref c2);
        t3 = UInt256.MultiplyAddWord(x.W2, y.W1, t3, ref c2);
        t4 += x.W2 * y.W2 + c2;
        t3 = UInt256.MultiplyAddWord(x.W3, y.W0, t3, ref c3);
        t4 += x.W3 * y.W1 + c3 + x.W4 * y.W0;
        return new(t0, t1, t2, t3, t4);
    }

    public static Int320 operator *(long factor, in Int320 value) => factor switch
    {
        1 => value,
        -1 => default(Int320) - value,
        _ => FromInt64(factor) * value,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitWord(ulong word, Span<short> limbs)
    {
        for (int i = 0; i < 8; i++)
        {
            limbs[i] = (short)((int)((word >> (8 * i)) & 0xFF) - 128);
        }
    }
}
