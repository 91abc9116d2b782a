namespace Zkml.Matching.Templates;

/// <summary>Counts of one turn, for the first and the last 128 columns.</summary>
internal readonly record struct HalfCounts(BitCounts First, BitCounts Last)
{
    /// <summary>open-iris: the distance about which unequal eyes scatter, and how much more a bit says.</summary>
    private const double Mean = 0.45, Gradient = 0.00005;

    public BitCounts Both => First + Last;

    /// <summary>1 without valid bits: such a turn says nothing.</summary>
    public double Distance => Both.Valid == 0 ? 1 : (double)Both.Differing / Both.Valid;

    /// <summary>
    /// open-iris 1.11, hamming_distance with normalise and separate_half_matching: counts of halves are doubled, N(d, n) = max(0, μ − (μ − d/n)·(γ·n + 1/2)),
    /// and the result is the mean of N of all and of the two halves' N weighted by n. When the last half has no valid bits both halves count as μ:
    /// upstream asks for that half in both places.
    /// </summary>
    public double NormalisedDistance
    {
        get
        {
            if (Both.Valid == 0)
            {
                return 1;
            }

            double last = Last.Valid > 0 ? Normalised(Last) : Mean;
            double first = Last.Valid > 0 ? Normalised(First) : Mean;
            double halves = (last * (2 * Last.Valid) + first * (2 * First.Valid)) / (2 * Both.Valid);
            return (Normalised(Both) + halves) / 2;
        }
    }

    /// <summary>Without valid bits 0: upstream's max(0, NaN), which has no weight.</summary>
    private static double Normalised(BitCounts counts)
    {
        int valid = 2 * counts.Valid, differing = 2 * counts.Differing;
        return valid == 0 ? 0 : Math.Max(0, Mean - (Mean - (double)differing / valid) * (Gradient * valid + 0.5));
    }
}
