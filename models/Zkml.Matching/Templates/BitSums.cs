using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zkml.Matching.Templates;

/// <summary>
/// Ones of up to 31·8 vectors. .NET has no vector instruction that counts bits, so eight vectors are first added up bit by bit (carry-save adders,
/// Harley and Seal), and only sums of weight 8 are counted at once. 256 bits, because AVX2 has them too.
/// </summary>
internal struct BitSums
{
    private Vector256<ulong> _ones, _twos, _fours;
    private Vector256<byte> _eights;

    /// <summary>Adds two vectors; the carry has weight 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> AddOnes(Vector256<ulong> x, Vector256<ulong> y) => Carry(ref _ones, x, y);

    /// <summary>Adds two carries; theirs has weight 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> AddTwos(Vector256<ulong> x, Vector256<ulong> y) => Carry(ref _twos, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddFours(Vector256<ulong> x, Vector256<ulong> y) => _eights += OnesOfBytes(Carry(ref _fours, x, y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Total()
    {
        (Vector256<ushort> eightsLow, Vector256<ushort> eightsHigh) = Vector256.Widen(_eights);
        (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(OnesOfBytes(_ones) + Twice(OnesOfBytes(_twos) + Twice(OnesOfBytes(_fours))));
        return Vector256.Sum(low + high + ((eightsLow + eightsHigh) << 3));
    }

    /// <summary>sum + x + y = new sum + 2·carry, bit by bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Carry(ref Vector256<ulong> sum, Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> half = sum ^ x, carry = (sum & x) | (half & y);
        sum = half ^ y;
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> OnesOfBytes(Vector256<ulong> words)
    {
        words -= (words >> 1) & Vector256.Create(0x5555_5555_5555_5555ul);
        words = (words & Vector256.Create(0x3333_3333_3333_3333ul)) + ((words >> 2) & Vector256.Create(0x3333_3333_3333_3333ul));
        return ((words + (words >> 4)) & Vector256.Create(0x0F0F_0F0F_0F0F_0F0Ful)).AsByte();
    }

    private static Vector256<byte> Twice(Vector256<byte> bytes) => bytes + bytes;
}
