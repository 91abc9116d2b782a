using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Onnx;

namespace Zkml.Networks.Tests;

/// <summary>Two real 8-bit MobileFaceNets give the integers that ONNX Runtime and a second implementation gave, for every face.</summary>
public sealed class GoldenEmbeddings
{
    [Fact]
    public void Our_quantised_MobileFaceNet_gives_the_golden_integers()
    {
        ImportedModel model = Models.Load("mobilefacenet-int8-qdq-pow2.onnx");

        foreach (Face face in Faces.All())
        {
            Assert.Equal(face.OwnEmbedding, Models.Output(model, model.QuantiseInput(Faces.Normalised(face.Pixels))));
        }
    }

    [Fact]
    public void The_vendors_MobileFaceNet_gives_the_golden_integers()
    {
        ImportedModel model = Models.Load("espdl-mfn-int8-qdq.onnx");

        foreach (Face face in Faces.All())
        {
            Assert.Equal(face.VendorEmbedding, Models.Output(model, model.QuantiseInput(Faces.Centred(face.Pixels))));
        }
    }

    [Fact]
    public void From_raw_pixels_through_one_table_both_models_give_the_golden_integers()
    {
        IntegerNetwork own = PixelNetwork.Of(Models.Load("mobilefacenet-int8-qdq-pow2.onnx"), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
        IntegerNetwork vendors = PixelNetwork.Of(Models.Load("espdl-mfn-int8-qdq.onnx"), [0.5], [0.5]);

        foreach (Face face in Faces.All())
        {
            int[] pixels = Array.ConvertAll(face.Pixels, p => (int)p);
            Assert.Equal(face.OwnEmbedding, NetworkExecutor.Run(own, pixels)[own.OutputIndex]);
            Assert.Equal(face.VendorEmbedding, NetworkExecutor.Run(vendors, pixels)[vendors.OutputIndex]);
        }
    }

    [Fact]
    public void Every_activation_of_a_face_is_that_of_the_trace()
    {
        ImportedModel model = Models.Load("mobilefacenet-int8-qdq-pow2.onnx");
        Face face = Faces.All().Single(f => f.Name == "synthetic/sd_id0_b.png");
        int[][] tensors = NetworkExecutor.Run(model.Network, model.QuantiseInput(Faces.Normalised(face.Pixels)));
        using var trace = JsonDocument.Parse(File.ReadAllText(SharedData.Require("models", "mobilefacenet-int8-qdq-pow2.trace.json")));

        foreach (JsonElement expected in trace.RootElement.GetProperty("tensors").EnumerateArray())
        {
            string name = expected.GetProperty("name").GetString()!;
            NetworkTensor tensor = model.Network.Tensors.Single(t => t.Name == name + "_q");
            byte[] little = [.. tensors[tensor.Index].SelectMany(v => BitConverter.GetBytes((short)v))];
            Assert.Equal(expected.GetProperty("sha256_int16le_chw").GetString(), Convert.ToHexStringLower(SHA256.HashData(little)));
            Assert.Equal(expected.GetProperty("exponent").GetInt32(), Math.Log2(tensor.Scales[0]));
        }
    }
}
