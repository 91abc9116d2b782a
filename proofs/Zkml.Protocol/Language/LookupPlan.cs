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

    private const int CoverBits = 6;

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
    public long TableRows => Copies.Where(c => c.Group == 0).Sum(c => (long)c.Rows);

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

        long tableLeaves = used.Sum(t => Leaves(Shape.Of(t.Rows)));
        long lookupLeaves = lookups.Sum(l => Leaves(l.Shape));
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

    /// <summary>
    /// Aligned blocks that cover what a shape occupies, to a 64th of its cube: a set of indices that ends early leaves no leaves unused.
    /// </summary>
    private static IEnumerable<(int Bits, int Prefix)> Blocks(Shape shape)
    {
        int grain = Math.Max(0, shape.Bits - CoverBits), units = (shape.OccupiedLength + (1 << grain) - 1) >> grain, start = 0;
        for (int bit = CoverBits; bit >= 0; bit--)
        {
            if ((units >> bit & 1) != 0)
            {
                yield return (grain + bit, start >> bit);
                start += 1 << bit;
            }
        }
    }

    private static long Leaves(Shape shape) => Blocks(shape).Sum(b => 1L << b.Bits);

    private static LookupPlan Assign(LookupTable[] tables, Lookup[] lookups, int groupBits, long lookupLeaves)
    {
        int groups = 1 << groupBits;
        int pieceBits = groups == 1 ? 30 : Math.Max(4, BitOperations.Log2((ulong)(lookupLeaves / groups)) - 2);
        var members = new List<Member>[groups];
        var load = new long[groups];
        for (int g = 0; g < groups; g++)
        {
            members[g] = [.. tables.SelectMany(t => Blocks(Shape.Of(t.Rows)).Select(b => new Member(b.Bits, b.Prefix, t, null)))];
            load[g] = members[g].Sum(m => 1L << m.Bits);
        }

        foreach (Member piece in lookups.SelectMany(l => PiecesOf(l, pieceBits)).OrderByDescending(p => p.Bits))
        {
            int lightest = Array.IndexOf(load, load.Min());
            members[lightest].Add(piece);
            load[lightest] += 1L << piece.Bits;
        }

        int capacityBits = BitOperations.Log2((ulong)load.Max() * 2 - 1);
        var pieces = new List<LookupPiece>();
        var copies = new List<TableCopy>();
        for (int g = 0; g < groups; g++)
        {
            int leaf = g << capacityBits;
            foreach (Member member in members[g].OrderByDescending(m => m.Bits))
            {
                if (member.Lookup is { } lookup)
                {
                    pieces.Add(new LookupPiece(lookup, member.Bits, member.Prefix, g, leaf));
                }
                else
                {
                    copies.Add(new TableCopy(member.Table!, member.Bits, member.Prefix, g, leaf));
                }

                leaf += 1 << member.Bits;
            }
        }

        return new LookupPlan(lookups, [.. pieces], [.. copies], groupBits, capacityBits + groupBits);
    }

    private static IEnumerable<Member> PiecesOf(Lookup lookup, int pieceBits) =>
        from block in Blocks(lookup.Shape)
        let bits = Math.Min(block.Bits, pieceBits)
        from part in Enumerable.Range(0, 1 << (block.Bits - bits))
        select new Member(bits, (block.Prefix << (block.Bits - bits)) + part, null, lookup);

    /// <summary>A block of a table or of a lookup.</summary>
    private sealed record Member(int Bits, int Prefix, LookupTable? Table, Lookup? Lookup);
}

/// <summary>The 2^Bits indices of a lookup whose high bits are Prefix, at the leaves from FirstLeaf (a multiple of 2^Bits).</summary>
public sealed record LookupPiece(Lookup Lookup, int Bits, int Prefix, int Group, int FirstLeaf);

/// <summary>The 2^Bits rows whose high bits are Prefix in one group's copy of a table, at the leaves from FirstLeaf (a multiple of 2^Bits).</summary>
public sealed record TableCopy(LookupTable Table, int Bits, int Prefix, int Group, int FirstLeaf)
{
    public int FirstRow => Prefix << Bits;

    /// <summary>Rows that there are; the leaves behind them are unused.</summary>
    public int Rows => Math.Min(Table.Rows - FirstRow, 1 << Bits);
}
