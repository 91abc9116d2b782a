using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// Accumulators become activations, exactly: for every index, with the letters of <see cref="RequantisationRule"/>,
///   acc = Period·v + w       linear: costs next to nothing, so accumulators of any layer are never committed
///   (w, d) in the table of remainders, (v, d, y) in the table of results.
/// Rounding down needs no d; a period of 1 no w. The quotient v is itself looked up: were it only 2v + d, a prover could take half a number.
/// </summary>
/// <remarks>Both sides of the first line differ by less than p for all rows of the tables and all accumulators: checked when built.</remarks>
public sealed class Requantisation
{
    /// <param name="tables">Those of the statement.</param>
    /// <param name="name">The layer's.</param>
    /// <param name="accumulator">Plane × channels.</param>
    /// <param name="bounds">Every accumulator is within, whatever the witness, or no witness has it looked up.</param>
    /// <param name="rule">What to do.</param>
    public Requantisation(NetworkTables tables, string name, View accumulator, (long Lowest, long Highest) bounds, RequantisationRule rule)
    {
        RequireNoWrap(bounds, rule);
        (Name, Rule) = (name, rule);
        StatementBuilder builder = tables.Builder;
        int[] extents = [.. Enumerable.Range(0, accumulator.Shape.Rank).Select(a => accumulator.Shape[a])];
        Quotient = builder.Commit(name + " quotient", extents);
        Result = builder.Commit(name, extents);
        View rest = accumulator - (long)rule.Period * Quotient.View;
        if (rule.Period > 1)
        {
            Remainder = builder.Commit(name + " remainder", extents);
            rest -= Remainder.View;
        }

        builder.AssertZero(name + " division", rest);
        if (rule.HalvesToEven)
        {
            Half = builder.Commit(name + " half", extents);
            builder.AssertLookup(name + " rounding", tables.Remainders(rule), Remainder!.View, Half.View);
            builder.AssertLookup(name + " result", tables.Results(rule), Quotient.View, Half.View, Result.View);
            return;
        }

        if (Remainder is not null)
        {
            builder.AssertLookup(name + " remainder", tables.Remainders(rule), Remainder.View);
        }

        builder.AssertLookup(name + " result", tables.Results(rule), Quotient.View, Result.View);
    }

    public string Name { get; }

    public RequantisationRule Rule { get; }

    /// <summary>v.</summary>
    public Tensor Quotient { get; }

    /// <summary>w; null when the period is 1.</summary>
    public Tensor? Remainder { get; }

    /// <summary>d; null when rounding down.</summary>
    public Tensor? Half { get; }

    /// <summary>y: what the next layer reads.</summary>
    public Tensor Result { get; }

    private static void RequireNoWrap((long Lowest, long Highest) bounds, RequantisationRule rule)
    {
        long accumulator = Math.Max(Math.Abs(bounds.Lowest), Math.Abs(bounds.Highest));
        long quotient = Math.Max(Math.Abs((long)rule.LowestQuotient), Math.Abs((long)rule.HighestQuotient));
        long divided = quotient * rule.Period + Math.Max(rule.Period, -rule.FirstRemainder);
        if (accumulator + divided >= KoalaBear.Modulus)
        {
            throw new ArgumentException($"Accumulators up to {accumulator} and quotients up to {quotient} times {rule.Period} could wrap.", nameof(bounds));
        }
    }
}
