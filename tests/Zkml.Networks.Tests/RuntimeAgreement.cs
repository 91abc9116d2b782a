using Zkml.Onnx;
using Zkml.Onnx.Schema;
using Zkml.Runtime;

namespace Zkml.Networks.Tests;

/// <summary>Whole networks against ONNX Runtime with graph optimisation off: every quantised activation, not only the last.</summary>
public sealed class RuntimeAgreement
{
    [Theory]
    [InlineData("mobilefacenet-int8-qdq-pow2.onnx")]
    [InlineData("espdl-mfn-int8-qdq.onnx")]
    public void Every_quantised_activation_equals_the_runtimes(string name)
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("models", name));
        ImportedModel model = Models.Import(file);
        Face face = Faces.All()[0];
        float[] input = name.StartsWith("espdl", StringComparison.Ordinal) ? Faces.Centred(face.Pixels) : Faces.Normalised(face.Pixels);
        int[][] ours = NetworkExecutor.Run(model.Network, model.QuantiseInput(input));
        (byte[] observed, string[] names) = WithQuantisedOutputs(file);
        using OnnxSession session = OnnxSession.Open(observed);

        var outputs = session.Run(RuntimeTensor.Of(input, 1, 3, Faces.Side, Faces.Side));

        int compared = 0;
        foreach (NetworkTensor tensor in model.Network.Tensors)
        {
            int at = Array.IndexOf(names, tensor.Name);
            if (at >= 0)
            {
                Assert.Equal(outputs[at + 1].ToIntegers(), ours[tensor.Index]);
                compared++;
            }
        }

        Assert.True(compared > 60, $"{compared} activations");
    }

    /// <summary>The model with the outputs of all its QuantizeLinear nodes as further outputs.</summary>
    private static (byte[] File, string[] Names) WithQuantisedOutputs(byte[] file)
    {
        Assert.True(OnnxFile.TryRead(file, out ModelProto model, out string problem), problem);
        string[] names = [.. model.Graph.Node.Where(n => n.OpType == "QuantizeLinear").Select(n => n.Output[0])];
        foreach (string name in names)
        {
            model.Graph.Output.Add(new ValueInfoProto { Name = name });
        }

        return (OnnxFile.Write(model), names);
    }
}
