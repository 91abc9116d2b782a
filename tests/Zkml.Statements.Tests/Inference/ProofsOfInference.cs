using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Tests.Inference;

public sealed class ProofsOfInference
{
    private static readonly RandomNetwork Source = new(1);
    private static readonly IntegerNetwork Network = Source.Of("chain");
    private static readonly int[] Input = Source.Input(Network);

    [Fact]
    public void A_proof_shows_the_networks_output()
    {
        NetworkStatement statement = NetworkStatement.For(Network, "chain", Disclosure.Output);
        (byte[] proof, int[] output) = Prove(statement);
        Assert.Equal(NetworkExecutor.Run(Network, Input)[Network.OutputIndex], output);
        Assert.Null(Check(statement, output, proof));
        output[1]++;
        Assert.NotNull(Check(statement, output, proof));
    }

    /// <summary>Before, y − p was accepted for y where a verifier had the output as integers: the field holds them as one.</summary>
    [Fact]
    public void Another_integer_of_the_same_residue_is_no_output()
    {
        NetworkStatement statement = NetworkStatement.For(Network, "chain", Disclosure.Output);
        (byte[] proof, int[] output) = Prove(statement);
        int place = Array.FindIndex(output, y => y != 0);
        output[place] -= Math.Sign(output[place]) * (int)KoalaBear.Modulus;
        Assert.NotNull(Check(statement, output, proof));
    }

    [Fact]
    public void Another_model_and_another_id_are_refused()
    {
        NetworkStatement statement = NetworkStatement.For(Network, "chain", Disclosure.Output);
        (byte[] proof, int[] output) = Prove(statement);
        ConvolutionLayer[] convolutions = [.. Network.Layers.OfType<ConvolutionLayer>()];
        foreach (ConvolutionLayer layer in convolutions)
        {
            Assert.NotNull(Check(With(layer, layer with { Weights = layer.Weights.SetItem(0, (short)(layer.Weights[0] + 1)) }), output, proof));
            Assert.NotNull(Check(With(layer, layer with { Bias = layer.Bias.SetItem(0, layer.Bias[0] + 1) }), output, proof));
        }

        RequantiseLayer rule = Network.Layers.OfType<RequantiseLayer>().First();
        Assert.NotNull(Check(With(rule, rule with { Shifts = [rule.Shifts[0] + 1] }), output, proof));
        Assert.NotNull(Check(NetworkStatement.For(Network, "another", Disclosure.Output), output, proof));

        NetworkStatement With(NetworkLayer from, NetworkLayer to) =>
            NetworkStatement.For(Network with { Layers = Network.Layers.Replace(from, to) }, "chain", Disclosure.Output);
    }

    [Fact]
    public void A_graph_that_ends_early_is_refused()
    {
        NetworkStatement statement = NetworkStatement.For(Network, "chain", Disclosure.Output);
        (byte[] proof, int[] output) = Prove(statement);
        IntegerNetwork shorter = Network with { Layers = Network.Layers.RemoveAt(Network.Layers.Length - 1), OutputIndex = Network.Layers[^2].Output };
        Assert.NotNull(Check(NetworkStatement.For(shorter, "chain", Disclosure.Output), output, proof));
    }

    /// <summary>Vectors, and images of bytes and of sums, which are packed otherwise.</summary>
    [Theory]
    [InlineData("chain")]
    [InlineData("dense")]
    [InlineData("convolution")]
    [InlineData("requantised")]
    [InlineData("spatial")]
    public void A_commitment_opens_to_the_output(string kind)
    {
        var source = new RandomNetwork(2);
        IntegerNetwork network = source.Of(kind);
        NetworkStatement statement = NetworkStatement.For(network, kind, Disclosure.Commitment);
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using var prover = new NetworkProver(statement, 2);
        using var verifier = new NetworkVerifier(statement);
        (byte[] proof, int[] output, KoalaBear[] commitment) = prover.Prove(source.Input(network), blinding);
        Assert.Equal(new OutputCommitment(network).Commit(output, blinding), commitment);
        Assert.Null(verifier.Check(commitment, proof));
        commitment[3] += KoalaBear.One;
        Assert.NotNull(verifier.Check(commitment, proof));
    }

    [Fact]
    public void Outputs_that_differ_in_one_value_have_different_commitments()
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        var commitment = new OutputCommitment(Network);
        int[] output = NetworkExecutor.Run(Network, Input)[Network.OutputIndex];
        KoalaBear[] first = commitment.Commit(output, blinding);
        for (int i = 0; i < output.Length; i++)
        {
            int[] other = [.. output];
            other[i] += other[i] == Network.Output.Interval.Max ? -1 : 1;
            Assert.NotEqual(first, commitment.Commit(other, blinding));
        }
    }

    /// <summary>Before, [least, least + 1, …] and [least + 256, least, …] were packed into one element, and had one commitment.</summary>
    [Fact]
    public void Values_outside_of_the_interval_are_not_committed_to()
    {
        int least = (int)Network.Output.Interval.Min;
        int[] output = [least + 256, .. Enumerable.Repeat(least, Network.Output.Shape.Count - 1)];
        Assert.Throws<ArgumentException>(() => new OutputCommitment(Network).Commit(output, Poseidon2Commitment.RandomBlinding()));
    }

    [Fact]
    public void An_input_outside_its_interval_has_no_proof()
    {
        NetworkStatement statement = NetworkStatement.For(Network, "chain", Disclosure.Output);
        using var prover = new NetworkProver(statement, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => prover.Prove([.. Input.Select(_ => 128)]));
    }

    private static (byte[] Proof, int[] Output) Prove(NetworkStatement statement)
    {
        using var prover = new NetworkProver(statement, 2);
        return prover.Prove(Input);
    }

    private static string? Check(NetworkStatement statement, int[] output, byte[] proof)
    {
        using var verifier = new NetworkVerifier(statement);
        return statement.Network.Output.Shape.Count == output.Length ? verifier.Check(output, proof) : "Another number of outputs.";
    }
}
