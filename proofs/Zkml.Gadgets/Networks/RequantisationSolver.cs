using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>Fills the cells of a <see cref="Requantisation"/> from its accumulators.</summary>
public sealed class RequantisationSolver
{
    private readonly Requantisation _gadget;
    private readonly uint[] _remainders;
    private readonly uint[] _quotients;
    private readonly uint[] _results;

    public RequantisationSolver(Requantisation gadget)
    {
        _gadget = gadget;
        RequantisationRule rule = gadget.Rule;
        _remainders = Words(rule.FirstRemainder, rule.Period);
        _quotients = Words(rule.LowestQuotient, rule.HighestQuotient - rule.LowestQuotient + 1);
        _results = [.. rule.Results.Select(y => KoalaBear.FromInt64(y).Montgomery)];
    }

    /// <param name="witness">Takes v, w, d and y.</param>
    /// <param name="accumulators">Channel by channel, as layers compute them: plane index last.</param>
    /// <param name="scale">A factor for each channel, as in the gadget's accumulators; empty for none.</param>
    /// <returns>False, with nothing said about where, when an accumulator is outside of what the rule can prove.</returns>
    public bool Fill(Witness witness, ReadOnlySpan<int> accumulators, ReadOnlySpan<int> scale = default)
    {
        Shape shape = _gadget.Result.Shape;
        int plane = shape[0], channels = shape[1], stride = shape.Stride(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(accumulators.Length, plane * channels, nameof(accumulators));
        Span<uint> quotients = _gadget.Quotient is { } q ? witness[q] : default, results = witness[_gadget.Result];
        Span<uint> remainders = _gadget.Remainder is { } r ? witness[r] : default, halves = _gadget.Half is { } h ? witness[h] : default;
        uint one = KoalaBear.One.Montgomery;
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<int> line = accumulators.Slice(c * plane, plane);
            int factor = scale.IsEmpty ? 1 : scale[c];
            for (int p = 0, cell = c; p < line.Length; p++, cell += stride)
            {
                (int quotient, int remainder, int half) = _gadget.Rule.Split((long)line[p] * factor);
                int u = (_gadget.Half is null ? quotient : 2 * quotient + half) - _gadget.Rule.Lowest;
                if ((uint)u >= (uint)_results.Length)
                {
                    return false;
                }

                results[cell] = _results[u];
                if (!quotients.IsEmpty)
                {
                    quotients[cell] = _quotients[quotient - _gadget.Rule.LowestQuotient];
                }

                if (!remainders.IsEmpty)
                {
                    remainders[cell] = _remainders[remainder - _gadget.Rule.FirstRemainder];
                }

                if (!halves.IsEmpty)
                {
                    halves[cell] = half == 0 ? 0 : one;
                }
            }
        }

        return true;
    }

    private static uint[] Words(int first, int count) => [.. Enumerable.Range(first, count).Select(v => KoalaBear.FromInt64(v).Montgomery)];
}
