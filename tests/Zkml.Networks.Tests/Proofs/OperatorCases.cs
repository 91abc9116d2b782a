using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Every operator that the importer knows, as a random model of a few dozen numbers.</summary>
internal static class OperatorCases
{
    private const int Opset = 14;

    private static readonly Dictionary<string, Func<QdqModel, byte[]>> All =
        new(((IEnumerable<KeyValuePair<string, Func<QdqModel, byte[]>>>)[.. LinearCases.All, .. ElementwiseCases.All, .. MovingCases.All]));

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>
    /// The case's model for a seed; another seed's when a float result of this one lies at a tie and the importer refuses to promise it, or when its scales
    /// happen to be such that it computes nothing.
    /// </summary>
    public static (byte[] File, ImportedModel Model) Draw(string name, int seed)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            byte[] file = All[name](new QdqModel(unchecked(seed + (attempt * 7919)), Opset));
            if (OnnxImporter.TryImport(file, out ImportedModel? model, out string problem))
            {
                return (file, model!);
            }

            Assert.Matches("within the runtime's rounding error of a tie|The model computes nothing", problem);
        }

        throw new InvalidOperationException($"Twenty models of '{name}' were refused.");
    }

    public static IEnumerable<string> OperatorsOf(byte[] file)
    {
        Assert.True(OnnxFile.TryRead(file, out ModelProto model, out string problem), problem);
        return model.Graph.Node.Select(n => n.OpType);
    }
}
