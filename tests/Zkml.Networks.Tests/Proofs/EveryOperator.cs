using CsCheck;
using Zkml.Fields;
using Zkml.Onnx;
using Zkml.Protocol.Language;
using Zkml.Runtime;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>For every operator: ONNX Runtime, the executor and the proof give the same integers, and a witness with one other number gives no proof.</summary>
public sealed class EveryOperator
{
    public static TheoryData<string> Cases => [.. OperatorCases.Names];

    [Fact]
    public void Has_a_case()
    {
        HashSet<string> covered = [.. OperatorCases.Names.SelectMany(name => OperatorCases.OperatorsOf(OperatorCases.Draw(name, 1).File))];

        Assert.Empty(OnnxImporter.Operators.Except(covered));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_proved_with_the_integers_of_the_runtime(string name) => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            (byte[] file, ImportedModel model) = OperatorCases.Draw(name, seed);
            using OnnxSession session = OnnxSession.Open(file);
            Array input = Agreement.RandomInput(model, new Random(seed));
            int[] expected = Agreement.RuntimeIntegers(model, session, input);

            using var proved = new ProvedNetwork(model.Network, name, Agreement.Integers(model, input));
            (byte[] proof, int[] output) = proved.Prove();

            Assert.Equal(expected, proved.Output);
            Assert.Equal(expected, output);
            Assert.Null(proved.Check(output, proof));
            output[seed % output.Length]++;
            Assert.NotNull(proved.Check(output, proof));
        },
        iter: 4,
        threads: 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Leaves_no_committed_number_free(string name)
    {
        using ProvedNetwork proved = Honest(name);
        foreach (Tensor tensor in proved.Tensors())
        {
            foreach (int cell in ProvedNetwork.Cells(tensor.Shape).Where((_, i) => i % (1 + (tensor.Shape.Count / 30)) == 0))
            {
                KoalaBear honest = Add(proved, tensor, cell, KoalaBear.One);
                Assert.True(proved.IsViolated() || proved.IsOfNoConsequence(tensor, cell), $"{name}: '{tensor.Name}' cell {cell} can be changed.");
                proved.Witness[tensor][cell] = honest.Montgomery;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_refused_by_the_verifier_when_a_number_of_any_array_is_another(string name)
    {
        using ProvedNetwork proved = Honest(name);
        var random = new Random(5);
        foreach (Tensor tensor in proved.Statement.Plan.Statement.Tensors)
        {
            int[] cells = [.. ProvedNetwork.Cells(tensor.Shape)];
            int cell = cells[random.Next(cells.Length)];
            Assert.False(proved.IsViolated());
            KoalaBear honest = Add(proved, tensor, cell, KoalaBear.FromUInt32(1 << 20));
            Assert.NotNull(proved.CheckAsIs());
            proved.Witness[tensor][cell] = honest.Montgomery;
        }
    }

    private static ProvedNetwork Honest(string name)
    {
        ImportedModel model = OperatorCases.Draw(name, 11).Model;
        return new ProvedNetwork(model.Network, name, Agreement.Integers(model, Agreement.RandomInput(model, new Random(11))));
    }

    private static KoalaBear Add(ProvedNetwork proved, Tensor tensor, int cell, KoalaBear step)
    {
        KoalaBear honest = proved.Witness.Get(tensor, cell);
        proved.Witness[tensor][cell] = (honest + step).Montgomery;
        return honest;
    }
}
