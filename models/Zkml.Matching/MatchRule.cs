using Zkml.Matching.Templates;

namespace Zkml.Matching;

/// <summary>
/// When two templates are of one eye: at some turn at least <see cref="MinimumBits"/> bits are valid in both, and at most a fraction T of them differ.
/// With a = agreeing − disagreeing and n = valid bits, T ≥ (n − a)/2n. Says yes or no and nothing else.
/// </summary>
/// <param name="ThresholdPerMille">1000·T; World's production has 345 for the least of 31 turns.</param>
/// <param name="MinimumBits">With few bits, distances scatter.</param>
public sealed record MatchRule(int ThresholdPerMille = 345, int MinimumBits = 4096)
{
    /// <summary>For who holds both templates. Every turn is looked at, as below.</summary>
    public bool Matches(IrisMatcher probe, IrisTemplate other)
    {
        bool matches = false;
        foreach (HalfCounts counts in probe.CountTurns(other, stackalloc HalfCounts[IrisMatcher.Turns]))
        {
            matches |= counts.Both.Valid >= MinimumBits & 1000 * counts.Both.Differing <= ThresholdPerMille * counts.Both.Valid;
        }

        return matches;
    }

    /// <summary>Combines the parts of the three stores; neither distance nor turn leaves.</summary>
    public bool Matches(PartialProducts first, PartialProducts second, PartialProducts third)
    {
        bool matches = false;
        for (int turn = 0; turn < ShareLayout.Turns; turn++)
        {
            int difference = (short)Sum(2 * turn), valid = (short)Sum(2 * turn + 1);
            // No early end: which turn matched is not told by time either.
            matches |= valid >= MinimumBits & 500 * (valid - difference) <= ThresholdPerMille * valid;
        }

        return matches;

        ushort Sum(int index) => (ushort)(first.Values[index] + second.Values[index] + third.Values[index]);
    }
}
