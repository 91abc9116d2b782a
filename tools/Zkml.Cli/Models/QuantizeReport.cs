using System.Collections.Immutable;

namespace Zkml.Cli.Models;

/// <summary>What `zkml model quantize` did.</summary>
public sealed record QuantizeReport(string Id, int Inputs, ImmutableArray<string> Notes);
