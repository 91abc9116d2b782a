namespace Zkml.Networks;

/// <summary>y = a · b, number by number, inputs of one shape.</summary>
public sealed record ProductLayer(string Name, int Left, int Right, int Output) : NetworkLayer(Name, [Left, Right], Output);
