using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>The channels of the inputs one after another; as stored, one array after another.</summary>
public sealed record ConcatLayer(string Name, ImmutableArray<int> Parts, int Output) : NetworkLayer(Name, Parts, Output);
