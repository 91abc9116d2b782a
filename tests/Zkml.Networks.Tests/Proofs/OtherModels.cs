using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>A proof for one file is refused with every other file, even where the other verifier is told the same name.</summary>
public sealed class OtherModels
{
    private const string Name = "the same name";

    private static readonly byte[] File = Small();

    [Fact]
    public void With_one_changed_weight_refuse_the_proof()
    {
        using ProvedNetwork honest = Of(File);
        (byte[] proof, int[] output) = honest.Prove();
        Assert.Null(honest.Check(output, proof));
        foreach (string weights in Parse(File).Graph.Initializer.Where(i => i.Name.StartsWith("w_", StringComparison.Ordinal)).Select(i => i.Name))
        {
            byte[] other = With(model =>
            {
                TensorProto tensor = model.Graph.Initializer.Single(i => i.Name == weights);
                byte[] raw = tensor.RawData.ToByteArray();
                raw[0] ^= 1;
                tensor.RawData = Google.Protobuf.ByteString.CopyFrom(raw);
            });
            Assert.NotEqual(Models.Import(File).Id, Models.Import(other).Id);
            using ProvedNetwork changed = Of(other);
            Assert.NotNull(changed.Check(output, proof));
        }
    }

    [Fact]
    public void That_end_one_node_earlier_refuse_the_proof()
    {
        using ProvedNetwork honest = Of(File);
        (byte[] proof, int[] output) = honest.Prove();
        byte[] truncated = With(model =>
        {
            // The last nodes are a Relu, QuantizeLinear: the sums of the Relu's input are quantised instead.
            NodeProto last = model.Graph.Node[^1], relu = model.Graph.Node[^2];
            Assert.Equal(("QuantizeLinear", "Relu"), (last.OpType, relu.OpType));
            last.Input[0] = relu.Input[0];
            model.Graph.Node.Remove(relu);
        });
        using ProvedNetwork shorter = Of(truncated);

        Assert.NotNull(shorter.Check(output, proof));
    }

    [Fact]
    public void Of_the_same_shape_refuse_the_proof()
    {
        using ProvedNetwork honest = Of(File), another = Of(Small(seed: 4));
        (byte[] proof, int[] output) = honest.Prove();

        Assert.NotNull(another.Check(output, proof));
    }

    private static byte[] Small(int seed = 3)
    {
        var model = new QdqModel(seed);
        string x = model.Node("Conv", [model.Input(1, 2, 4, 4), model.Weights(3, 2, 2, 2)]);
        string y = model.Node("Conv", [model.QuantiseAndBack(x), model.Weights(2, 3, 3, 3)]);
        return model.Output(model.Node("Relu", [y]));
    }

    private static byte[] With(Action<ModelProto> change)
    {
        ModelProto model = Parse(File);
        change(model);
        return OnnxFile.Write(model);
    }

    private static ModelProto Parse(byte[] file)
    {
        Assert.True(OnnxFile.TryRead(file, out ModelProto model, out string problem), problem);
        return model;
    }

    private static ProvedNetwork Of(byte[] file)
    {
        ImportedModel model = Models.Import(file);
        return new ProvedNetwork(model.Network, Name, Agreement.Integers(model, Agreement.RandomInput(model, new Random(2))));
    }
}
