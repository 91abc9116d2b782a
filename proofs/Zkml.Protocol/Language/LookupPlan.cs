using System.Numerics;

namespace Zkml.Protocol.Language;

/// <summary>
/// Where every lookup and table row stands among the 2^Depth leaves of the fractional-sum tree. The leaves form 2^GroupBits aligned
/// groups, each with its own copy of the tables and multiplicities (review, F5): the sum of each group must vanish by itself.
/// </summary>
public sealed class LookupPlan
{
    /// <summary>log2 of the smallest acceptable (leaves of a group)/|E|; the least number of groups that reaches it is taken.</summary>
    internal const double MaxGroupLeavesLog2 = 123.955 - 103;

    private LookupPlan(Lookup[] lookups, LookupPiece[] pieces, TableCopy[] copies, int groupBits, int depth)
    {
        Lookups = lookups;
        Pieces = pieces;
        Copies = copies;
        GroupBits = groupBits;
        Depth = depth;
    }

    public IReadOnlyList<Lookup> Lookups { get; }

    public IReadOnlyList<LookupPiece> Pieces { get; }

    public IReadOnlyList<TableCopy> Copies { get; }

    /// <summary>g: there are 2^g groups.</summary>
    public int GroupBits { get; }

    /// <summary>D: there are 2^D leaves; 0 when nothing is looked up.</summary>
    public int Depth { get; }

    public bool IsEmpty => Lookups.Count == 0;

    /// <summary>N: indices at which something is looked up, over all groups.</summary>
    public long LookupCount => Lookups.Sum(l => l.Shape.Count);

    /// <summary>T: table rows of one group.</summary>
    public long TableRows => Copies.Where(c => c.Group == 0).Sum(c => (long)c.Table.Rows);

    internal static LookupPlan Create(
        List<LookupTable> tables, List<Lookup> lookups, double maxGroupLeavesLog2, Func<string, int, Tensor> commit)
    {
        if (lookups.Count == 0)
        {
            return new LookupPlan([], [], [], 0, 0);
        }

        LookupTable[] used = [.. tables.Where(t => lookups.Any(l => l.Table == t))];
        if (used.Any(t => t.Multiplicities.Count > 0))
        {
            throw new InvalidOperationException("A builder with lookups builds one statement: its tables hold the multiplicities of that one.");
        }

        long tableLeaves = used.Sum(t => (long)Shape.Of(t.Rows).PaddedLength);
        long lookupLeaves = lookups.Sum(l => (long)l.Shape.PaddedLength);
        int groupBits = 0;
        while (Math.Log2((double)lookupLeaves / (1 << groupBits) + tableLeaves) > maxGroupLeavesLog2 && groupBits < 12)
        {
            groupBits++;
        }

        int groups = 1 << groupBits;
        foreach (LookupTable table in used)
        {
            table.Multiplicities = [.. Enumerable.Range(0, groups).Select(g => commit($"multiplicities of {table.Name}, group {g}", table.Rows))];
        }

        return Assign(used, [.. lookups], groupBits, lookupLeaves);
    }

    private static LookupPlan Assign(LookupTable[] tables, Lookup[] lookups, int groupBits, long lookupLeaves)
    {
        int groups = 1 << groupBits;
        int pieceBits = groups == 1 ? 30 : Math.Max(4, BitOperations.Log2((ulong)(lookupLeaves / groups)) - 2);
        var members = new List<(int Bits, LookupTable? Table, int Lookup, int Prefix)>[groups];
        var load = new long[groups];
        for (int g = 0; g < groups; g++)
        {
            members[g] = [.. tables.Select(t => (Shape.Of(t.Rows).Bits, (LookupTable?)t, -1, 0))];
            load[g] = members[g].Sum(m => 1L << m.Bits);
        }

        foreach (int l in Enumerable.Range(0, lookups.Length).OrderByDescending(l => lookups[l].Shape.Bits))
        {
            int bits = Math.Min(lookups[l].Shape.Bits, pieceBits);
            for (int prefix = 0; prefix < 1 << (lookups[l].Shape.Bits - bits); prefix++)
            {
                int lightest = Array.IndexOf(load, load.Min());
                members[lightest].Add((bits, null, l, prefix));
                load[lightest] += 1L << bits;
            }
        }

        int capacityBits = BitOperations.Log2((ulong)load.Max() * 2 - 1);
        var pieces = new List<LookupPiece>();
        var copies = new List<TableCopy>();
        for (int g = 0; g < groups; g++)
        {
            int leaf = g << capacityBits;
            foreach ((int bits, LookupTable? table, int lookup, int prefix) in members[g].OrderByDescending(m => m.Bits))
            {
                if (table is null)
                {
                    pieces.Add(new LookupPiece(lookups[lookup], bits, prefix, g, leaf));
                }
                else
                {
                    copies.Add(new TableCopy(table, g, leaf));
                }

                leaf += 1 << bits;
            }
        }

        return new LookupPlan(lookups, [.. pieces], [.. copies], groupBits, capacityBits + groupBits);
    }
}

/// <summary>The 2^Bits indices of a lookup whose high bits are Prefix, at the leaves from FirstLeaf (a multiple of 2^Bits).</summary>
public sealed record LookupPiece(Lookup Lookup, int Bits, int Prefix, int Group, int FirstLeaf);

/// <summary>One group's copy of a table at the leaves from FirstLeaf (a multiple of its padded row count).</summary>
public sealed record TableCopy(LookupTable Table, int Group, int FirstLeaf);
