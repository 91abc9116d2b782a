using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// Functions of small integers given by their values, one for each channel: y = f_c(x). All functions of a network over one range are one public
/// table (class, x, f_class(x)), so that layers share rows.
/// </summary>
/// <param name="tables">Those of the statement.</param>
/// <param name="first">The lowest x.</param>
/// <param name="functions">Distinct functions, values for first, first + 1, …</param>
public sealed class ChannelTables(NetworkTables tables, int first, IReadOnlyList<int[]> functions)
{
    private readonly Dictionary<string, int> _classes = functions.Select((f, i) => (Key(f), i)).ToDictionary(f => f.Item1, f => f.i);

    private readonly LookupTable _table = tables.Of(
        "functions",
        [.. functions.SelectMany((f, c) => Enumerable.Repeat(c, f.Length))],
        [.. functions.SelectMany(f => Enumerable.Range(first, f.Length))],
        [.. functions.SelectMany(f => f)]);

    /// <summary>Commits y for an input of shape plane × channels, one of the functions for each channel.</summary>
    public Tensor Apply(string name, View input, IEnumerable<int[]> ofChannels)
    {
        Coefficient[] classes = [.. ofChannels.Select(f => (Coefficient)(long)_classes[Key(f)])];
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Length, input.Shape[1], nameof(ofChannels));
        Tensor result = tables.Builder.Commit(name, input.Shape[0], input.Shape[1]);
        View chosen = View.ConstantProduct(AxisMap.Broadcast(input.Shape[0]), AxisMap.Weights(classes));
        tables.Builder.AssertLookup(name, _table, chosen, input, result.View);
        return result;
    }

    private static string Key(int[] function) => string.Join(',', function);
}
