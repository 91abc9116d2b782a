using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// y = Min + #{k : acc ≥ T[k]}: any function from accumulators to 8 bits that never decreases, such as requantisation with a float scale or a mean over
/// 49 places. The thresholds are those of the runtime's own arithmetic.
/// </summary>
/// <param name="Thresholds">Channels (or one) × (Max − Min), ascending in each row (equal neighbours skip a result), within [input Min, input Max + 1].</param>
/// <param name="Min">Lowest result; Max − Min ≤ 255.</param>
/// <param name="Max">Highest result.</param>
public sealed record StepLayer(string Name, int Source, int Output, ImmutableArray<int> Thresholds, int Min, int Max)
    : NetworkLayer(Name, [Source], Output)
{
    public int Steps => Max - Min;

    /// <summary>True when all channels share one row of thresholds.</summary>
    public bool IsShared => Thresholds.Length == Steps;

    public ReadOnlySpan<int> ThresholdsOf(int channel) => Thresholds.AsSpan().Slice(IsShared ? 0 : channel * Steps, Steps);
}
