using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Zkml.Networks;

/// <summary>
/// What is public of a model whose weights are secret: graph, shapes, shifts, thresholds and tables. Its network has a <see cref="HiddenConvolutionLayer"/>
/// for every convolution and intervals that hold whatever the weights are; it is always made from <see cref="File"/>, by prover and verifier alike.
/// </summary>
public sealed class Architecture
{
    private Architecture(byte[] file, IntegerNetwork network) => (File, Network) = ([.. file], network);

    /// <summary>UTF-8 JSON, in one form only.</summary>
    public ImmutableArray<byte> File { get; }

    public IntegerNetwork Network { get; }

    /// <summary>SHA-256 of the file.</summary>
    public ImmutableArray<byte> Id => [.. SHA256.HashData(File.AsSpan())];

    /// <summary>Of a model. Requantised values keep the interval that they have in it, so that its tables fit.</summary>
    /// <exception cref="ModelProblemException">Its weights cannot be secret, told in one sentence.</exception>
    public static Architecture Of(IntegerNetwork model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (ConvolutionLayer layer in model.Layers.OfType<ConvolutionLayer>())
        {
            RequireHideable(layer);
        }

        byte[] file = ArchitectureJson.Write(ArchitectureJson.Describe(model));
        return new Architecture(file, ArchitectureJson.Build(file) ?? throw new ModelProblemException("The model has an architecture that cannot be written down."));
    }

    /// <summary>Reads exactly what <see cref="Of"/> has made; null, with a sentence, for anything else.</summary>
    public static Architecture? TryRead(byte[] file, out string problem)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            IntegerNetwork? network = ArchitectureJson.Build(file);
            problem = network is null ? "This is not the description of an architecture." : string.Empty;
            return network is null ? null : new Architecture(file, network);
        }
        catch (ModelProblemException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static void RequireHideable(ConvolutionLayer layer)
    {
        foreach (short weight in layer.Weights)
        {
            if (!HiddenConvolutionLayer.Weights.Contains(weight))
            {
                throw ModelProblemException.At(layer.Name, "Conv", $"it has a weight outside {HiddenConvolutionLayer.Weights}; only signed bytes can be secret.");
            }
        }

        foreach (int bias in layer.Bias)
        {
            if (!HiddenConvolutionLayer.Biases.Contains(bias))
            {
                throw ModelProblemException.At(layer.Name, "Conv", $"it has a bias outside {HiddenConvolutionLayer.Biases}, more than a secret bias can have.");
            }
        }
    }
}
