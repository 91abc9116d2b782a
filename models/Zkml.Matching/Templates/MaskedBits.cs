using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zkml.Matching.Templates;

/// <summary>Counts over half of the columns of two templates: |(a ⊕ b) ∧ ma ∧ mb| and |ma ∧ mb|. Should become vpternlogq; no branch on data.</summary>
internal static class MaskedBits
{
    /// <summary>Words of a run.</summary>
    public const int Length = IrisTemplate.Columns / 2;

    private const int Block = 8;

    public static BitCounts CountByDefinition(ReadOnlySpan<ulong> code, ReadOnlySpan<ulong> mask, ReadOnlySpan<ulong> otherCode, ReadOnlySpan<ulong> otherMask)
    {
        var counts = default(BitCounts);
        for (int i = 0; i < Length; i++)
        {
            ulong valid = mask[i] & otherMask[i];
            counts += new BitCounts(BitOperations.PopCount((code[i] ^ otherCode[i]) & valid), BitOperations.PopCount(valid));
        }

        return counts;
    }

    public static BitCounts Count(ReadOnlySpan<ulong> code, ReadOnlySpan<ulong> mask, ReadOnlySpan<ulong> otherCode, ReadOnlySpan<ulong> otherMask)
    {
        ReadOnlySpan<Vector256<ulong>> a = Cast(code), ma = Cast(mask), b = Cast(otherCode), mb = Cast(otherMask);
        BitSums differing = default, valid = default;
        for (int i = 0; i < a.Length; i += Block)
        {
            Vector256<ulong> v0 = ma[i] & mb[i], v1 = ma[i + 1] & mb[i + 1], v2 = ma[i + 2] & mb[i + 2], v3 = ma[i + 3] & mb[i + 3];
            Vector256<ulong> fours = differing.AddTwos(
                differing.AddOnes((a[i] ^ b[i]) & v0, (a[i + 1] ^ b[i + 1]) & v1), differing.AddOnes((a[i + 2] ^ b[i + 2]) & v2, (a[i + 3] ^ b[i + 3]) & v3));
            Vector256<ulong> validFours = valid.AddTwos(valid.AddOnes(v0, v1), valid.AddOnes(v2, v3));
            v0 = ma[i + 4] & mb[i + 4];
            v1 = ma[i + 5] & mb[i + 5];
            v2 = ma[i + 6] & mb[i + 6];
            v3 = ma[i + 7] & mb[i + 7];
            differing.AddFours(fours, differing.AddTwos(
                differing.AddOnes((a[i + 4] ^ b[i + 4]) & v0, (a[i + 5] ^ b[i + 5]) & v1),
                differing.AddOnes((a[i + 6] ^ b[i + 6]) & v2, (a[i + 7] ^ b[i + 7]) & v3)));
            valid.AddFours(validFours, valid.AddTwos(valid.AddOnes(v0, v1), valid.AddOnes(v2, v3)));
        }

        return new BitCounts(differing.Total(), valid.Total());
    }

    private static ReadOnlySpan<Vector256<ulong>> Cast(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector256<ulong>>(words[..Length]);
}
