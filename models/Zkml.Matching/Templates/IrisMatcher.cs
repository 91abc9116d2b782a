namespace Zkml.Matching.Templates;

/// <summary>
/// A template that is compared with others, its columns lengthened by those that a turn brings in, so that each of the 31 turns is a run of words.
/// Runs in the holder's hands or in a matcher; a distance is never written to a log. Zeroed on dispose.
/// </summary>
public sealed class IrisMatcher : IDisposable
{
    /// <summary>Turns to each side, in columns of 256.</summary>
    public const int MaxTurn = 15;

    internal const int Turns = 2 * MaxTurn + 1;

    private readonly ulong[] _code;
    private readonly ulong[] _mask;

    public IrisMatcher(IrisTemplate probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        (_code, _mask) = (Lengthen(probe.CodeColumns), Lengthen(probe.MaskColumns));
    }

    /// <summary>min over turns of |(a ⊕ b) ∧ ma ∧ mb| / |ma ∧ mb|; 1 when no turn has a bit that is valid in both.</summary>
    public double Distance(IrisTemplate other)
    {
        double least = 1;
        foreach (HalfCounts counts in CountTurns(other, stackalloc HalfCounts[Turns]))
        {
            least = Math.Min(least, counts.Distance);
        }

        return least;
    }

    /// <summary>What open-iris's HammingDistanceMatcher gives with its default parameters: normalised by the number of valid bits, also by halves.</summary>
    public double NormalisedDistance(IrisTemplate other)
    {
        double least = 1;
        foreach (HalfCounts counts in CountTurns(other, stackalloc HalfCounts[Turns]))
        {
            least = Math.Min(least, counts.NormalisedDistance);
        }

        return least;
    }

    public void Dispose()
    {
        Array.Clear(_code);
        Array.Clear(_mask);
    }

    public override string ToString() => nameof(IrisMatcher);

    /// <summary>turns[t]: this template with its columns moved 15 − t to the right.</summary>
    internal Span<HalfCounts> CountTurns(IrisTemplate other, Span<HalfCounts> turns)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int turn = 0; turn < turns.Length; turn++)
        {
            turns[turn] = new HalfCounts(Count(turn, other, 0), Count(turn, other, MaskedBits.Length));
        }

        return turns;
    }

    private BitCounts Count(int turn, IrisTemplate other, int half) =>
        MaskedBits.Count(_code.AsSpan(turn + half), _mask.AsSpan(turn + half), other.CodeColumns[half..], other.MaskColumns[half..]);

    private static ulong[] Lengthen(ReadOnlySpan<ulong> columns) => [.. columns[^MaxTurn..], .. columns, .. columns[..MaxTurn]];
}
