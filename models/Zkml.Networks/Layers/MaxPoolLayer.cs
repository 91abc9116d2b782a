namespace Zkml.Networks;

/// <summary>y(c, i, j) = the largest x(c, …) in the window, places outside the image left out; every window holds at least one place inside.</summary>
public sealed record MaxPoolLayer(string Name, int Source, int Output, Window Window) : NetworkLayer(Name, [Source], Output);
