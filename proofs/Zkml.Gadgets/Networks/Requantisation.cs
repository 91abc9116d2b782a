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
    /// <summary>A view that is looked up is written out index by index; more terms than this and its values are better committed.</summary>
    private const int FewTerms = 4;

    /// <param name="tables">Those of the statement.</param>
    /// <param name="name">The layer's.</param>
    /// <param name="accumulator">Plane × channels.</param>
    /// <param name="bounds">Every accumulator is within, whatever the witness, or no witness has it looked up.</param>
    /// <param name="rule">What to do.</param>
    public Requantisation(NetworkTables tables, string name, View accumulator, (long Lowest, long Highest) bounds, RequantisationRule rule)
    {
        if (!rule.Fits(bounds))
        {
            throw new ArgumentException($"'{name}': accumulators and quotients times {rule.Period} could wrap.", nameof(bounds));
        }

        (Name, Rule) = (name, rule);
        StatementBuilder builder = tables.Builder;
        int[] extents = [.. Enumerable.Range(0, accumulator.Shape.Rank).Select(a => accumulator.Shape[a])];
        Result = builder.Commit(name, extents);
        if (rule.Period == 1 && accumulator.Terms.Count <= FewTerms)
        {
            builder.AssertLookup(name + " result", tables.Results(rule), accumulator, Result.View);
            return;
        }

        Quotient = builder.Commit(name + " quotient", extents);
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

    /// <summary>v; null when a sum of few tensors is looked up as it is.</summary>
    public Tensor? Quotient { get; }

    /// <summary>w; null when the period is 1.</summary>
    public Tensor? Remainder { get; }

    /// <summary>d; null when rounding down.</summary>
    public Tensor? Half { get; }

    /// <summary>y: what the next layer reads.</summary>
    public Tensor Result { get; }
}
