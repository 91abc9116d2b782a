using Zkml.Onnx;
using Zkml.Runtime;
using Zkml.Statements.Inference;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>A real network at full size: the proven embeddings of two faces are ONNX Runtime's, number by number.</summary>
[Trait("Category", "Slow")]
public sealed class WholeModels
{
    [Fact]
    public void The_quantised_MobileFaceNet_is_proved_for_two_faces_with_the_integers_of_the_runtime()
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("models", "mobilefacenet-int8-qdq-pow2.onnx"));
        ImportedModel model = Models.Import(file);
        NetworkStatement statement = NetworkStatement.For(model.Network, Convert.ToHexStringLower(model.Id.AsSpan()), Disclosure.Output);
        using OnnxSession session = OnnxSession.Open(file);
        using var prover = new NetworkProver(statement, threads: 2);
        using var verifier = new NetworkVerifier(statement);

        IReadOnlyList<Face> faces = Faces.All();
        byte[]? earlier = null;
        foreach (Face face in (Face[])[faces[0], faces[^1]])
        {
            float[] input = Faces.Normalised(face.Pixels);
            (byte[] proof, int[] output) = prover.Prove(model.QuantiseInput(input));

            Assert.Equal(Agreement.RuntimeIntegers(model, session, input), output);
            Assert.Equal(face.OwnEmbedding, output);
            Assert.Null(verifier.Check(output, proof));
            Assert.True(earlier is null || verifier.Check(output, earlier) is not null, "The proof of another face was taken.");
            output[0]++;
            Assert.NotNull(verifier.Check(output, proof));
            earlier = proof;
        }
    }
}
