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
        ReadOnlySpan<Vector512<ulong>> a = Cast(code), ma = Cast(mask), b = Cast(otherCode), mb = Cast(otherMask);
        BitSums differing = default, valid = default;
        Span<Vector512<ulong>> d = stackalloc Vector512<ulong>[Block], v = stackalloc Vector512<ulong>[Block];
        for (int start = 0; start < a.Length; start += Block)
        {
            for (int i = 0; i < Block; i++)
            {
                v[i] = ma[start + i] & mb[start + i];
                d[i] = (a[start + i] ^ b[start + i]) & v[i];
            }

            differing.Add(d);
            valid.Add(v);
        }

        return new BitCounts(differing.Total(), valid.Total());
    }

    private static ReadOnlySpan<Vector512<ulong>> Cast(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector512<ulong>>(words[..Length]);
}
