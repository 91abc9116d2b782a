using System.Runtime.Intrinsics;

namespace Zkml.Matching.Templates;

/// <summary>
/// Ones of up to 24 vectors. .NET has no vector instruction that counts bits, so eight vectors are first added up bit by bit (carry-save adders,
/// Harley and Seal), and only sums of weight 8 are counted at once. A byte then holds at most 3·64 + 8·(4 + 2 + 1) = 248.
/// </summary>
internal struct BitSums
{
    private Vector512<ulong> _ones, _twos, _fours;
    private Vector512<byte> _eights;

    /// <param name="words">Eight vectors.</param>
    public void Add(scoped ReadOnlySpan<Vector512<ulong>> words)
    {
        Vector512<ulong> twos = Carry(ref _ones, words[0], words[1]), moreTwos = Carry(ref _ones, words[2], words[3]);
        Vector512<ulong> fours = Carry(ref _twos, twos, moreTwos);
        twos = Carry(ref _ones, words[4], words[5]);
        moreTwos = Carry(ref _ones, words[6], words[7]);
        Vector512<ulong> moreFours = Carry(ref _twos, twos, moreTwos);
        _eights += OnesOfBytes(Carry(ref _fours, fours, moreFours));
    }

    public readonly int Total()
    {
        Vector512<byte> bytes = OnesOfBytes(_ones) + Twice(OnesOfBytes(_twos) + Twice(OnesOfBytes(_fours) + Twice(_eights)));
        (Vector512<ushort> low, Vector512<ushort> high) = Vector512.Widen(bytes);
        return Vector512.Sum(low + high);
    }

    /// <summary>sum + x + y = new sum + 2·carry, bit by bit.</summary>
    private static Vector512<ulong> Carry(ref Vector512<ulong> sum, Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> half = sum ^ x, carry = (sum & x) | (half & y);
        sum = half ^ y;
        return carry;
    }

    private static Vector512<byte> OnesOfBytes(Vector512<ulong> words)
    {
        words -= (words >> 1) & Vector512.Create(0x5555_5555_5555_5555ul);
        words = (words & Vector512.Create(0x3333_3333_3333_3333ul)) + ((words >> 2) & Vector512.Create(0x3333_3333_3333_3333ul));
        return ((words + (words >> 4)) & Vector512.Create(0x0F0F_0F0F_0F0F_0F0Ful)).AsByte();
    }

    private static Vector512<byte> Twice(Vector512<byte> bytes) => bytes + bytes;
}
