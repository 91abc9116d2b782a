namespace Zkml.Networks;

/// <summary>The one input of an <see cref="ArchitectureDocument"/>.</summary>
/// <param name="Name">In the model file.</param>
/// <param name="Shape">Channels, height, width.</param>
/// <param name="Min">Lowest value.</param>
/// <param name="Max">Highest value.</param>
internal sealed record ArchitectureInput(string Name, int[] Shape, int Min, int Max);
