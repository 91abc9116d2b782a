using System.Collections.Immutable;
using Zkml.Onnx;

namespace Zkml.Quantisation;

/// <summary>The result of quantisation: a file for ONNX Runtime, the same as a network of integers, and what the user should know.</summary>
public sealed record QuantisedModel(byte[] File, ImportedModel Model, ImmutableArray<string> Notes);
