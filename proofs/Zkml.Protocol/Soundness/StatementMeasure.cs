using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Soundness;

/// <summary>Reads the sizes that matter for soundness off a statement.</summary>
public static class StatementMeasure
{
    /// <summary>Leaves are numbered by integers of 31 bits: in a higher tree two of them would have one number.</summary>
    private const int MaxLookupDepth = 30;

    /// <param name="statement">What is proved.</param>
    /// <param name="messages">M, padded messages of a run.</param>
    /// <param name="products">Products of two pads of a run.</param>
    /// <param name="claims">Claims on the witness of a run, linear constraints among them.</param>
    public static StatementSize Measure(Statement statement, int messages, int products, int claims)
    {
        var zeroCheck = new ZeroCheckLayout(statement);
        LookupPlan lookups = statement.Lookups;

        // p copies of a false tuple would cancel (review, F5).
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lookups.LookupCount, KoalaBear.Modulus, nameof(statement));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lookups.Depth, MaxLookupDepth, nameof(statement));
        return new StatementSize
        {
            WitnessCells = statement.Length,
            LargestLookupGroup = LargestGroup(lookups),
            LookupGroupBits = lookups.GroupBits,
            LookupDepth = lookups.Depth,
            ZeroCheckVariables = zeroCheck.Variables,
            ZeroConstraints = zeroCheck.Constraints.Length,
            ZeroCheckDegree = zeroCheck.Degree,
            ContractionVariables = ContractionSum.Variables(statement.Contractions),
            ContractionIndexBits = statement.Contractions.Select(c => c.Linear.View.Shape.Bits).DefaultIfEmpty(0).Max(),
            Contractions = statement.Contractions.Count,
            Claims = claims,
            NonNativeLength = (statement.Constraints.Select(ChallengeDegree).DefaultIfEmpty(0).Max() + 1) / 2, // 2L + 1 ≥ degree; 0 without ρ
            Messages = messages,
            PadProducts = products,
        };
    }

    /// <summary>Leaves of a group whose denominator may depend on α: an upper bound, since a piece may reach beyond its lookup's extents.</summary>
    private static long LargestGroup(LookupPlan plan)
    {
        var leaves = new long[1 << plan.GroupBits];
        foreach (LookupPiece piece in plan.Pieces)
        {
            leaves[piece.Group] += 1L << piece.Bits;
        }

        foreach (TableCopy copy in plan.Copies)
        {
            leaves[copy.Group] += copy.Rows;
        }

        return leaves.Max();
    }

    /// <summary>The degree in ρ of what must vanish: a false constraint holds for at most so many values of ρ.</summary>
    private static int ChallengeDegree(Constraint constraint) => Math.Max(
        Degree(constraint.Linear),
        constraint.Products.Select(p => Degree(p.Coefficient) + p.Factors.Sum(Degree)).DefaultIfEmpty(0).Max());

    private static int Degree(View view) => !view.UsesChallenge
        ? 0
        : view.Terms.Max(t => Degree(t.Coefficient) + t.Maps.Where(m => m.UsesChallenge).Sum(m => m.Entries().Max(e => Degree(e.Coefficient))));

    private static int Degree(Coefficient coefficient) => Math.Max(0, coefficient.Powers.Length - 1);
}
