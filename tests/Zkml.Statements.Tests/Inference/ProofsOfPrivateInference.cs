using System.Text;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Tests.Inference;

public sealed class ProofsOfPrivateInference
{
    private static readonly RandomNetwork Source = new(1);
    private static readonly IntegerNetwork Network = Source.Of("chain");
    private static readonly int[] Input = Source.Input(Network);
    private static readonly Architecture Known = Architecture.Of(Network);
    private static readonly KoalaBear[] Blinding = Poseidon2Commitment.RandomBlinding();

    /// <summary>2^31 rows: before, an exception of its own or no memory.</summary>
    [Fact]
    public void A_maximum_of_too_many_values_is_refused_with_a_sentence()
    {
        var builder = new NetworkBuilder();
        int x = builder.Input("x", new TensorShape(1, 2, 2), new Interval(-1 << 20, 1 << 20)), sums = builder.WeightedSum("sums", [x], [1000]);
        IntegerNetwork wide = builder.Build(builder.MaxPool("largest", sums, new Window(2, 2)));
        Assert.Contains("quantise before the maximum", Assert.Throws<ModelProblemException>(() => NetworkStatement.For(wide, "wide", Disclosure.Output)).Message, StringComparison.Ordinal);
    }

    /// <summary>Without the commitment a prover could take other weights for every proof.</summary>
    [Fact]
    public void The_statement_of_public_models_refuses_secret_weights() =>
        Assert.Contains("nothing would bind them", Assert.Throws<ModelProblemException>(() => NetworkStatement.For(Known.Network, "chain", Disclosure.Output)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_proof_shows_the_committed_models_output_and_no_other()
    {
        PrivateNetworkStatement statement = PrivateNetworkStatement.For(Known, Disclosure.Output);
        (KoalaBear[] commitment, byte[] proof, int[] output) = Prove(statement, Network);
        Assert.Equal(NetworkExecutor.Run(Network, Input)[Network.OutputIndex], output);
        Assert.Null(Check(statement, commitment, output, proof));
        Assert.NotNull(Check(statement, commitment, [output[0] + 1, .. output[1..]], proof));
        Assert.NotNull(Check(statement, commitment, [.. output.Select(y => y > 0 ? y - (int)KoalaBear.Modulus : y < 0 ? y + (int)KoalaBear.Modulus : y)], proof));
        Assert.NotNull(Check(statement, [commitment[0] + KoalaBear.One, .. commitment[1..]], output, proof));
        Assert.NotNull(Check(PrivateNetworkStatement.For(Known, Disclosure.Commitment), commitment, output, proof));
    }

    [Fact]
    public void A_proof_may_show_a_commitment_to_the_output()
    {
        PrivateNetworkStatement statement = PrivateNetworkStatement.For(Known, Disclosure.Commitment);
        KoalaBear[] hidden = Poseidon2Commitment.RandomBlinding();
        using var prover = new PrivateNetworkProver(statement, Network, Blinding, 2);
        using var verifier = new PrivateNetworkVerifier(statement);
        (byte[] proof, int[] output, KoalaBear[] shown) = prover.Prove(Input, hidden);
        Assert.Equal(new OutputCommitment(Known.Network).Commit(output, hidden), shown);
        Assert.Null(verifier.Check(prover.Commitment, shown, proof));
        shown[7] += KoalaBear.One;
        Assert.NotNull(verifier.Check(prover.Commitment, shown, proof));
    }

    [Fact]
    public void Every_other_weight_bias_and_secret_has_another_commitment_and_its_proofs_are_not_those_of_this_model()
    {
        PrivateNetworkStatement statement = PrivateNetworkStatement.For(Known, Disclosure.Output);
        KoalaBear[] commitment = statement.ModelCommitment.Commit(Network, Blinding);
        ConvolutionLayer[] convolutions = [.. Network.Layers.OfType<ConvolutionLayer>()];
        foreach (ConvolutionLayer layer in convolutions)
        {
            Assert.NotEqual(commitment, Commit(With(layer, layer with { Weights = layer.Weights.SetItem(0, (short)(layer.Weights[0] + 1)) })));
            Assert.NotEqual(commitment, Commit(With(layer, layer with { Bias = layer.Bias.SetItem(0, layer.Bias[0] - 1) })));
        }

        Assert.NotEqual(commitment, statement.ModelCommitment.Commit(Network, Poseidon2Commitment.RandomBlinding()));
        ConvolutionLayer last = convolutions[^1];
        (KoalaBear[] others, byte[] proof, int[] output) = Prove(statement, With(last, last with { Weights = last.Weights.SetItem(0, (short)(last.Weights[0] + 1)) }));
        Assert.Null(Check(statement, others, output, proof));
        Assert.NotNull(Check(statement, commitment, output, proof));

        KoalaBear[] Commit(IntegerNetwork model) => statement.ModelCommitment.Commit(model, Blinding);
        IntegerNetwork With(ConvolutionLayer from, ConvolutionLayer to) => Network with { Layers = Network.Layers.Replace(from, to) };
    }

    [Fact]
    public void A_model_of_another_architecture_is_refused_by_prover_and_verifier()
    {
        PrivateNetworkStatement statement = PrivateNetworkStatement.For(Known, Disclosure.Output);
        (KoalaBear[] commitment, byte[] proof, int[] output) = Prove(statement, Network);
        IntegerNetwork other = new RandomNetwork(2).Of("chain");
        Assert.Throws<ArgumentException>(() => new PrivateNetworkProver(statement, other, Blinding, 1));

        string text = Encoding.UTF8.GetString(Known.File.AsSpan());
        Architecture renamed = Architecture.TryRead(Encoding.UTF8.GetBytes(text.Replace("\"dense\"", "\"thick\"", StringComparison.Ordinal)), out _)!;
        Assert.NotNull(Check(PrivateNetworkStatement.For(renamed, Disclosure.Output), commitment, output, proof));
        Assert.NotEqual(commitment, new ModelCommitment(renamed).Commit(Network, Blinding));
    }

    [Fact]
    public void The_commitment_to_a_small_model_is_what_its_definition_says()
    {
        var builder = new NetworkBuilder();
        int x = builder.Input("x", new TensorShape(2, 1, 1), new Interval(0, 255));
        IntegerNetwork small = builder.Build(builder.Convolution("dense", x, new Window(1, 1), 1, [1, -2], [300]));
        Architecture architecture = Architecture.Of(small);

        // Weights 1 and −2; bias 300 = 44 + 256·1 + 65536·0: five numbers, counted from −128.
        KoalaBear[] row = [KoalaBear.FromUInt32(129 + (126 << 8) + (172 << 16)), KoalaBear.FromUInt32(129 + (128 << 8))];
        var rows = new Poseidon2Sponge(Poseidon2.Width24, "zkml private model row 1");
        var whole = new Poseidon2Sponge(Poseidon2.Width24, "zkml private model 1 " + Convert.ToHexStringLower(architecture.Id.AsSpan()));
        Assert.Equal(whole.Hash([.. Blinding, .. rows.Hash(row)]), new ModelCommitment(architecture).Commit(small, Blinding));
    }

    private static (KoalaBear[] Commitment, byte[] Proof, int[] Output) Prove(PrivateNetworkStatement statement, IntegerNetwork model)
    {
        using var prover = new PrivateNetworkProver(statement, model, Blinding, 2);
        (byte[] proof, int[] output) = prover.Prove(Input);
        return (prover.Commitment, proof, output);
    }

    private static string? Check(PrivateNetworkStatement statement, KoalaBear[] commitment, int[] output, byte[] proof)
    {
        using var verifier = new PrivateNetworkVerifier(statement);
        return statement.Output.Disclosure == Disclosure.Output ? verifier.Check(commitment, output, proof)
            : verifier.Check(commitment, output.Select(y => KoalaBear.FromInt64(y)).Concat(new KoalaBear[8]).Take(8).ToArray(), proof);
    }
}
