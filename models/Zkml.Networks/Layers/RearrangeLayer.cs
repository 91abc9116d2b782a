using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>y[k] = x[Map[k]], and <paramref name="Fill"/> where Map[k] = −1: transposition, slices, padding, as indices of the stored arrays.</summary>
public sealed record RearrangeLayer(string Name, int Source, int Output, ImmutableArray<int> Map, int Fill) : NetworkLayer(Name, [Source], Output);
