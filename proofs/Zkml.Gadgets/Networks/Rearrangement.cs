using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// Any movement of values as a view. Places with equal channel matrices share a term, so that slices, transpositions of the plane, padding and
/// permutations of channels are one term each, and turning an image into a vector takes one for every pixel.
/// </summary>
public static class Rearrangement
{
    /// <param name="input">Plane × channels.</param>
    /// <param name="output">(Plane, channels) of the result.</param>
    /// <param name="map">For each result (channel by channel) the input's place (channel by channel), or −1 for <paramref name="fill"/>.</param>
    /// <param name="fill">A constant.</param>
    public static View Of(Tensor input, (int Plane, int Channels) output, ReadOnlySpan<int> map, int fill)
    {
        int plane = input.Shape[0];
        var moves = new SortedDictionary<(int Out, int In), List<AxisMap.Entry>>();
        var filled = new SortedDictionary<int, List<int>>();
        for (int k = 0; k < map.Length; k++)
        {
            int o = k % output.Plane, channel = k / output.Plane;
            if (map[k] < 0)
            {
                Add(filled, o, channel);
            }
            else
            {
                Add(moves, (o, map[k] % plane), new AxisMap.Entry(channel, map[k] / plane, Coefficient.One));
            }
        }

        View sum = View.Zero(Shape.Of(output.Plane, output.Channels));
        foreach (var group in moves.GroupBy(m => string.Join(',', m.Value.Select(e => $"{e.Out}:{e.In}"))))
        {
            sum += input.Map(
                AxisMap.Sparse(output.Plane, plane, [.. group.Select(m => new AxisMap.Entry(m.Key.Out, m.Key.In, Coefficient.One))]),
                AxisMap.Sparse(output.Channels, input.Shape[1], group.First().Value));
        }

        foreach (var group in filled.GroupBy(f => string.Join(',', f.Value)))
        {
            sum += (long)fill * View.ConstantProduct(
                Indicator(output.Plane, group.Select(f => f.Key)), Indicator(output.Channels, group.First().Value));
        }

        return sum;
    }

    private static AxisMap Indicator(int size, IEnumerable<int> ones) =>
        AxisMap.Sparse(size, 1, [.. ones.Select(i => new AxisMap.Entry(i, 0, Coefficient.One))]);

    private static void Add<TKey, TValue>(SortedDictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<TValue>? list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}
