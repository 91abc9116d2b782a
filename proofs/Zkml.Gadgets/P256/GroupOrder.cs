using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>n, the prime order of the group (FIPS 186-5, P-256).</summary>
public readonly struct GroupOrder : IModulus
{
    /// <summary>−1/n mod 2^64.</summary>
    private const ulong NegativeInverse = 0xCCD1_C8AA_EE00_BC4F;

    public static UInt256 Value => new(0xF3B9_CAC2_FC63_2551, 0xBCE6_FAAD_A717_9E84, 0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_0000_0000);

    public static UInt256 RadixSquared =>
        new(0x8324_4C95_BE79_EEA2, 0x4699_799C_49BD_6FA6, 0x2845_B239_2B6B_EC59, 0x66E1_2D94_F3D9_5620);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong m = t0 * NegativeInverse, carry = 0;
        UInt256 n = Value;
        UInt256.MultiplyAddWord(m, n.W0, t0, ref carry);
        t0 = UInt256.MultiplyAddWord(m, n.W1, t1, ref carry);
        t1 = UInt256.MultiplyAddWord(m, n.W2, t2, ref carry);
        t2 = UInt256.MultiplyAddWord(m, n.W3, t3, ref carry);
        t3 = t4 + carry;
        t4 = t3 < carry ? 1UL : 0UL;
    }
}
