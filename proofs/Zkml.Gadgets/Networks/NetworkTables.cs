using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>The tables that the layers of one statement share: equal ones are made once.</summary>
public sealed class NetworkTables(StatementBuilder builder)
{
    private readonly List<(int[][] Columns, LookupTable Table)> _tables = [];

    public StatementBuilder Builder => builder;

    /// <summary>(w, d) for every remainder, or (w) when rounding down.</summary>
    public LookupTable Remainders(RequantisationRule rule)
    {
        int[] remainders = [.. Enumerable.Range(rule.FirstRemainder, rule.Period)];
        return rule.HalvesToEven
            ? Of("halves", remainders, [.. remainders.Select(rule.HalfOf)])
            : builder.RangeTable(rule.FirstRemainder, rule.FirstRemainder + rule.Period - 1);
    }

    /// <summary>(v, d, f(2v + d)), or (v, f(v)) when rounding down.</summary>
    public LookupTable Results(RequantisationRule rule)
    {
        int[] rounded = [.. Enumerable.Range(rule.Lowest, rule.Results.Length)], results = [.. rule.Results];
        return rule.HalvesToEven
            ? Of("results", [.. rounded.Select(u => u >> 1)], [.. rounded.Select(u => u & 1)], results)
            : Of("results", rounded, results);
    }

    /// <summary>The table with these columns.</summary>
    public LookupTable Of(string name, params int[][] columns)
    {
        foreach ((int[][] other, LookupTable table) in _tables)
        {
            if (other.Length == columns.Length && other.Zip(columns).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
            {
                return table;
            }
        }

        LookupTable made = builder.PublicTable($"{name} {_tables.Count}", [.. columns.Select(c => c.Select(v => KoalaBear.FromInt64(v)).ToArray())]);
        _tables.Add((columns, made));
        return made;
    }
}
