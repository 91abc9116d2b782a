using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zkml.Fields;

/// <summary>
/// Two digests of 8 elements to one: the first half of Permute16(left ‖ right) with left added back. Without this feed-forward the
/// truncated permutation could be inverted, which is no compression function (review, F21).
/// </summary>
public static class Poseidon2Compression
{
    public const int DigestLength = 8;

    public static KoalaBear[] Compress(ReadOnlySpan<KoalaBear> left, ReadOnlySpan<KoalaBear> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, DigestLength, nameof(left));
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, DigestLength, nameof(right));
        KoalaBear[] state = [.. left, .. right];
        Poseidon2.Width16.Permute(state);
        for (int i = 0; i < DigestLength; i++)
        {
            state[i] += left[i];
        }

        return state[..DigestLength];
    }

    /// <summary>
    /// One level of a tree: parents[8i … 8i+8] = <see cref="Compress"/>(children[16i … 16i+8], children[16i+8 … 16i+16]), sixteen at a
    /// time where AVX-512 is there. Parents may not overlap the children.
    /// </summary>
    public static unsafe void CompressMany(ReadOnlySpan<KoalaBear> children, Span<KoalaBear> parents)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parents.Length % DigestLength, 0, nameof(parents));
        ArgumentOutOfRangeException.ThrowIfNotEqual(children.Length, 2L * parents.Length, nameof(children));
        int count = parents.Length / DigestLength, done = 0;
        if (Lane16.IsSupported)
        {
            fixed (KoalaBear* child = children, parent = parents)
            {
                for (; done + Lane16.Count <= count; done += Lane16.Count)
                {
                    CompressGroup((uint*)child + (nint)2 * DigestLength * done, (uint*)parent + (nint)DigestLength * done);
                }
            }
        }

        for (; done < count; done++)
        {
            ReadOnlySpan<KoalaBear> pair = children.Slice(2 * DigestLength * done, 2 * DigestLength);
            Compress(pair[..DigestLength], pair[DigestLength..]).CopyTo(parents[(DigestLength * done)..]);
        }
    }

    /// <summary>A pair of children is one row of sixteen words, so a transpose makes sixteen of them the sixteen states.</summary>
    [SkipLocalsInit]
    private static unsafe void CompressGroup(uint* children, uint* parents)
    {
        Vector512<uint>* words = stackalloc Vector512<uint>[2 * DigestLength];
        Lane16* left = stackalloc Lane16[DigestLength];
        for (int lane = 0; lane < Lane16.Count; lane++)
        {
            words[lane] = Vector512.Load(children + 16 * lane);
        }

        Transpose16.InPlace(words);
        var state = (Lane16*)words;
        new ReadOnlySpan<Lane16>(state, DigestLength).CopyTo(new Span<Lane16>(left, DigestLength));
        Poseidon2Avx512.Permute(Poseidon2.Width16, state);
        for (int i = 0; i < DigestLength; i++)
        {
            state[i] += left[i];
        }

        // Rows 8 … 15, the half that is cut off, become the upper halves of the vectors.
        Transpose16.InPlace(words);
        for (int lane = 0; lane < Lane16.Count; lane++)
        {
            words[lane].GetLower().Store(parents + DigestLength * lane);
        }
    }
}
