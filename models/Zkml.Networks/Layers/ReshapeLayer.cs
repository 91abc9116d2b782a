namespace Zkml.Networks;

/// <summary>The same numbers in the same order under another shape.</summary>
public sealed record ReshapeLayer(string Name, int Source, int Output) : NetworkLayer(Name, [Source], Output);
