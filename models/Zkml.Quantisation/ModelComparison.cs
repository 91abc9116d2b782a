using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Runtime;

namespace Zkml.Quantisation;

/// <summary>A float model against its integers: how alike the outputs are, how often the same class wins, and where the error arises.</summary>
public sealed record ModelComparison(int Inputs, double MeanCosine, double LeastCosine, double SameTop, ImmutableArray<LayerError> Layers)
{
    /// <summary>Names that the quantiser gives to the bytes of a float model's value.</summary>
    private const string QuantisedSuffix = "_q";

    public static bool TryCompare(byte[] floatFile, byte[] integerFile, IReadOnlyList<float[]> inputs, out ModelComparison? comparison, out string problem)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
        comparison = null;
        if (!OnnxImporter.TryImport(integerFile, out ImportedModel? model, out problem))
        {
            return false;
        }

        try
        {
            using ObservedModel real = ObservedModel.Open(floatFile);
            comparison = Of(real, model!, inputs);
            return true;
        }
        catch (ModelProblemException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    private static ModelComparison Of(ObservedModel real, ImportedModel model, IReadOnlyList<float[]> inputs)
    {
        real.Run(inputs[0]);
        string output = Folding.Of(real).OutputName;
        NetworkTensor[] layers = [.. model.Network.Tensors.Where(t => t.Name.EndsWith(QuantisedSuffix, StringComparison.Ordinal)
            && real.Dependent.Contains(t.Name[..^QuantisedSuffix.Length]))];
        var sums = layers.ToDictionary(t => t.Name, _ => new Likeness());
        var outputs = new List<Likeness>();
        int sameTop = 0;
        foreach (float[] input in inputs)
        {
            Dictionary<string, RuntimeTensor> values = real.Run(input);
            int[][] integers = NetworkExecutor.Run(model.Network, model.QuantiseInput(input));
            foreach (NetworkTensor layer in layers)
            {
                sums[layer.Name].Add(Check(values[layer.Name[..^QuantisedSuffix.Length]], layer), integers[layer.Index], layer);
            }

            var likeness = new Likeness();
            float[] expected = Check(values[output], model.Network.Output);
            likeness.Add(expected, integers[model.Network.OutputIndex], model.Network.Output);
            outputs.Add(likeness);
            sameTop += TopOf(expected) == TopOf(Array.ConvertAll(integers[model.Network.OutputIndex], v => (float)v)) ? 1 : 0;
            Array.ForEach(integers, Array.Clear);
        }

        return new ModelComparison(inputs.Count, outputs.Average(o => o.Cosine), outputs.Min(o => o.Cosine), (double)sameTop / inputs.Count,
            [.. layers.Select(l => new LayerError(l.Name[..^QuantisedSuffix.Length], sums[l.Name].Cosine, sums[l.Name].RelativeError))]);
    }

    private static float[] Check(RuntimeTensor value, NetworkTensor tensor) => value.Data.Length == tensor.Shape.Count
        ? value.ToFloats()
        : throw new ModelProblemException($"The two models differ: '{tensor.Name}' has {tensor.Shape.Count} values in one and {value.Data.Length} in the other.");

    private static int TopOf(float[] values) => Array.IndexOf(values, values.Max());
}
