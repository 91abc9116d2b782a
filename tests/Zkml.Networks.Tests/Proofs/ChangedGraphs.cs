using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Zkml.Onnx;
using Zkml.Runtime;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>
/// Graphs of every operator with other dimensions, attributes, constants and edges: what the importer takes has the runtime's integers, which satisfy
/// its statement, unless the runtime refuses the file.
/// </summary>
public sealed class ChangedGraphs
{
    public static TheoryData<string> Cases => [.. OperatorCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_refused_or_give_the_integers_of_the_runtime(string name) => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            byte[] file = new GraphMutator(random).Change(OperatorCases.Draw(name, random.Next(30)).File, random.Next(1, 6));
            if (!OnnxImporter.TryImport(file, out ImportedModel? model, out string problem))
            {
                Assert.NotEmpty(problem);
                return;
            }

            if (model!.Network.Tensors.Sum(t => (long)t.Shape.Count) <= 1 << 14 && Runtime(file, model, random) is { } compared)
            {
                Assert.Equal(compared.Theirs, compared.Ours);
                SatisfiesItsStatement(model, random);
            }
        },
        iter: 40,
        threads: 1);

    private static void SatisfiesItsStatement(ImportedModel model, Random random)
    {
        try
        {
            using var proved = new ProvedNetwork(model.Network, "changed", Agreement.Integers(model, Agreement.RandomInput(model, random)));
            Assert.False(proved.IsViolated());
        }
        catch (ModelProblemException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static (int[] Theirs, int[] Ours)? Runtime(byte[] file, ImportedModel model, Random random)
    {
        Array input = Agreement.RandomInput(model, random);
        try
        {
            using OnnxSession session = OnnxSession.Open(file);
            return (Agreement.RuntimeIntegers(model, session, input), Models.Output(model, Agreement.Integers(model, input)));
        }
        catch (OnnxRuntimeException)
        {
            return null;
        }
    }
}
