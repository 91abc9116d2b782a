namespace Zkml.Networks;

/// <summary>The JSON form of an <see cref="Architecture"/>.</summary>
/// <param name="Format">Always "zkml/architecture/1".</param>
/// <param name="Input">Name, channels, height, width, interval.</param>
/// <param name="Layers">In the order of execution; layer k makes tensor k + 1, the input is tensor 0.</param>
/// <param name="Output">A tensor.</param>
internal sealed record ArchitectureDocument(string Format, ArchitectureInput Input, ArchitectureLayer[] Layers, int Output);
