using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>y = Σ_k Coefficients[k] · x_k, inputs of one shape. Coefficients are powers of two that bring the inputs to one scale, negative in a difference.</summary>
public sealed record WeightedSumLayer(string Name, ImmutableArray<int> Terms, int Output, ImmutableArray<int> Coefficients)
    : NetworkLayer(Name, Terms, Output);
