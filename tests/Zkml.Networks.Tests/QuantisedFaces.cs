using Zkml.Onnx;
using Zkml.Quantisation;
using Zkml.Runtime;

namespace Zkml.Networks.Tests;

/// <summary>The float MobileFaceNet, quantised with some people's faces and measured on the others'.</summary>
public sealed class QuantisedFaces
{
    private static readonly Lazy<QuantisedModel> Quantised = new(Quantise);

    [Fact]
    public void Embeddings_of_people_held_out_keep_a_mean_cosine_of_at_least_0_98()
    {
        ImportedModel model = Quantised.Value.Model;

        double[] cosines = [.. HeldOut().Select(f => Cosines.Of(f.FloatEmbedding, Models.Output(model, model.QuantiseInput(Faces.Normalised(f.Pixels)))))];

        TestContext.Current.TestOutputHelper?.WriteLine($"mean {cosines.Average():F4}, least {cosines.Min():F4}");
        Assert.InRange(cosines.Average(), 0.98, 1);
        Assert.InRange(cosines.Min(), 0.95, 1);
    }

    [Fact]
    public void Pictures_of_one_person_stay_above_pictures_of_two()
    {
        ImportedModel model = Quantised.Value.Model;
        (string Identity, int[] Embedding)[] faces =
            [.. HeldOut().Select(f => (f.Identity, Models.Output(model, model.QuantiseInput(Faces.Normalised(f.Pixels)))))];
        var pairs = from a in faces from b in faces where !ReferenceEquals(a.Embedding, b.Embedding)
                    select (Same: a.Identity == b.Identity, Cosine: Cosines.Of(Array.ConvertAll(a.Embedding, v => (float)v), b.Embedding));

        Assert.True(pairs.Where(p => p.Same).Min(p => p.Cosine) > pairs.Where(p => !p.Same).Max(p => p.Cosine));
    }

    [Fact]
    public void The_runtime_executes_the_file_with_our_integers()
    {
        QuantisedModel quantised = Quantised.Value;
        using OnnxSession session = OnnxSession.Open(quantised.File);

        foreach (Face face in HeldOut().Take(3))
        {
            float[] input = Faces.Normalised(face.Pixels);
            Assert.Equal(Agreement.RuntimeIntegers(quantised.Model, session, input), Models.Output(quantised.Model, quantised.Model.QuantiseInput(input)));
        }
    }

    private static QuantisedModel Quantise()
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("models", "mobilefacenet-float.onnx"));
        var held = HeldOut().Select(f => f.Name).ToHashSet();
        float[][] calibration = [.. Faces.All().Where(f => !held.Contains(f.Name)).Select(f => Faces.Normalised(f.Pixels))];
        Assert.True(Quantiser.TryQuantise(file, calibration, out QuantisedModel? model, out string problem), problem);
        return model!;
    }

    /// <summary>Every other person.</summary>
    private static List<Face> HeldOut()
    {
        string[] people = [.. Faces.All().Select(f => f.Identity).Distinct()];
        return [.. Faces.All().Where(f => Array.IndexOf(people, f.Identity) % 2 == 0)];
    }
}
