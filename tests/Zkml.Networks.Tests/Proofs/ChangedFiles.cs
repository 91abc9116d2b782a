using CsCheck;
using Zkml.Onnx;
using Zkml.Statements.Inference;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Files of every operator with some bytes changed: a sentence, or a network that keeps to the bounds it promised and has a statement.</summary>
public sealed class ChangedFiles
{
    public static TheoryData<string> Cases => [.. OperatorCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_refused_with_a_sentence_or_run_within_their_bounds(string name)
    {
        byte[] file = OperatorCases.Draw(name, 3).File;
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 3].Sample(
            changes =>
            {
                byte[] bad = [.. file];
                foreach ((int place, byte value) in changes)
                {
                    bad[place] = value;
                }

                if (!OnnxImporter.TryImport(bad, out ImportedModel? model, out string problem))
                {
                    return problem.Length > 0;
                }

                IntegerNetwork network = model!.Network;
                return network.Tensors.Sum(t => (long)t.Shape.Count) > 1 << 12
                    || (RunsWithin(network, network.Input.Interval.Min) && RunsWithin(network, network.Input.Interval.Max) && IsStatedOrRefused(network));
            },
            iter: 200,
            threads: 1);
    }

    private static bool IsStatedOrRefused(IntegerNetwork network)
    {
        try
        {
            return NetworkStatement.For(network, "changed", Disclosure.Output).Plan.Statement.Length > 0;
        }
        catch (ModelProblemException refusal)
        {
            return refusal.Message.Length > 0;
        }
    }

    private static bool RunsWithin(IntegerNetwork network, long value)
    {
        int[] input = new int[network.Input.Shape.Count];
        Array.Fill(input, (int)value);
        int[][] tensors = NetworkExecutor.Run(network, input);
        return network.Tensors.All(t => tensors[t.Index].All(v => t.Interval.Contains(v)));
    }
}
