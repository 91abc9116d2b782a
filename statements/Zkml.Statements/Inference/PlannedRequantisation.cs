using Zkml.Gadgets.Networks;

namespace Zkml.Statements.Inference;

/// <summary>How a requantisation is proved: by a rule on accumulators times factors, or, where no rule fits, by thresholds.</summary>
/// <param name="Name">Of the layer, with the activation that it includes.</param>
/// <param name="Output">The tensor it yields: its own or that of the activation.</param>
internal sealed record PlannedRequantisation(string Name, int Output)
{
    /// <summary>Bring all channels to one shift.</summary>
    public int[] Factors { get; init; } = [];

    /// <summary>Of the accumulators times the factors.</summary>
    public (long Lowest, long Highest) Bounds { get; init; }

    public RequantisationRule? Rule { get; init; }

    public StepThresholds? Thresholds { get; init; }
}
