namespace Zkml.Matching.Faces;

/// <summary>
/// When two templates are of one face: cos(a, b) ≥ T, as integers: a·b > 0 and (1000·a·b)² ≥ (1000·T)²·(a·a)·(b·b). Nothing is rounded, and a vector of
/// zeros is near to nothing.
/// </summary>
/// <param name="PerMille">1000·T.</param>
public sealed record CosineRule(int PerMille = CosineRule.DefaultPerMille)
{
    /// <summary>See docs/face.md for what it rests on.</summary>
    public const int DefaultPerMille = 400;

    public const int Denominator = 1000;

    /// <summary>Sums of values of 8 bits: nothing overflows.</summary>
    public bool Matches(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        (long dot, long own, long other) = Products(first, second);
        Int128 scaled = (Int128)Denominator * dot;
        return dot > 0 && scaled * scaled >= (Int128)PerMille * own * ((Int128)PerMille * other);
    }

    /// <summary>For people; no decision is made by it.</summary>
    public static double Cosine(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        (long dot, long own, long other) = Products(first, second);
        return own == 0 || other == 0 ? 0 : dot / Math.Sqrt((double)own * other);
    }

    private static (long Dot, long Own, long Other) Products(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, second.Length, nameof(second));
        long dot = 0, own = 0, other = 0;
        for (int i = 0; i < first.Length; i++)
        {
            dot += (long)first[i] * second[i];
            own += (long)first[i] * first[i];
            other += (long)second[i] * second[i];
        }

        return (dot, own, other);
    }
}
