using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>p = 2^256 − 2^224 + 2^192 + 2^96 − 1, the prime of the coordinates (FIPS 186-5, P-256).</summary>
public readonly struct FieldPrime : IModulus
{
    public static UInt256 Value => new(0xFFFF_FFFF_FFFF_FFFF, 0x0000_0000_FFFF_FFFF, 0, 0xFFFF_FFFF_0000_0001);

    public static UInt256 RadixSquared =>
        new(0x0000_0000_0000_0003, 0xFFFF_FFFB_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0x0000_0004_FFFF_FFFD);

    /// <remarks>−1/p = 1 mod 2^64, so m = t0, and p's low words 2^96 − 1 turn into shifts: one multiplication per row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong m = t0, carry = 0, high = 0;
        t0 = UInt256.AddWord(t1, m << 32, ref carry);
        t1 = UInt256.AddWord(t2, m >> 32, ref carry);
        t2 = UInt256.MultiplyAddWord(m, 0xFFFF_FFFF_0000_0001, t3, ref high);
        t2 += carry;
        high += t2 < carry ? 1UL : 0UL;
        t3 = t4 + high;
        t4 = t3 < high ? 1UL : 0UL;
    }
}
