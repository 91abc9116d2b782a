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
}
