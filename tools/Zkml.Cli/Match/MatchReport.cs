namespace Zkml.Cli.Match;

/// <summary>What `zkml match` found.</summary>
public sealed record MatchReport(bool Match, double Distance, double NormalisedDistance, double Threshold);
