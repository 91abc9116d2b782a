using System.Collections.Immutable;

namespace Zkml.Cli.Models;

/// <summary>What `zkml model run` computed: integers, and what one unit is worth (one number, or one for each channel).</summary>
public sealed record RunReport(int[] Output, ImmutableArray<double> Scales);
