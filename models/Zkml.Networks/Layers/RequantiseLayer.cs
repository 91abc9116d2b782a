using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// y = clamp(round(acc · 2^−s), Min, Max) with s = Shifts[channel], rounding halves to even: the runtime's QuantizeLinear for scales that are powers of
/// two. Rounding and clamping are monotone, so a ReLU or Clip before it is folded into Min and Max.
/// </summary>
/// <param name="Shifts">One, or one for each channel; −22 ≤ s ≤ 30, negative shifts multiply.</param>
/// <param name="Min">Lowest result; Max − Min ≤ 255.</param>
/// <param name="Max">Highest result.</param>
public sealed record RequantiseLayer(string Name, int Source, int Output, ImmutableArray<int> Shifts, int Min, int Max)
    : NetworkLayer(Name, [Source], Output)
{
    public int ShiftOf(int channel) => Shifts[Shifts.Length == 1 ? 0 : channel];
}
