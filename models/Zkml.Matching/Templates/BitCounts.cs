namespace Zkml.Matching.Templates;

/// <summary>Bits of two templates that are valid in both, and how many of them differ.</summary>
internal readonly record struct BitCounts(int Differing, int Valid)
{
    public static BitCounts operator +(BitCounts x, BitCounts y) => new(x.Differing + y.Differing, x.Valid + y.Valid);
}
