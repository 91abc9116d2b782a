namespace Zkml.Cli.Match;

/// <summary>What `zkml match` found.</summary>
public sealed record MatchReport(bool Match, double Threshold)
{
    /// <summary>Of irises.</summary>
    public double? Distance { get; init; }

    /// <summary>Of irises.</summary>
    public double? NormalisedDistance { get; init; }

    /// <summary>Of faces: for people, the decision is made in integers.</summary>
    public double? Cosine { get; init; }
}
