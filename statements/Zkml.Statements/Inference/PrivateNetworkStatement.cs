using Zkml.Fields;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>
/// "This is what the committed model computes from an input that I know." What is public of the model is its <see cref="Architecture"/> and a commitment to
/// its weights and biases, the same in every proof. Input and weights stay hidden; the output is public, or a commitment to it is.
/// </summary>
public sealed class PrivateNetworkStatement
{
    /// <summary>Of the commitment to the model.</summary>
    public const int CommitmentElements = Poseidon2Sponge.DigestLength;

    private PrivateNetworkStatement(Architecture architecture, Disclosure disclosure)
    {
        Architecture = architecture;
        ModelCommitment = new ModelCommitment(architecture);
        var builder = new StatementBuilder($"zkml/private-inference/1 architecture {Convert.ToHexStringLower(architecture.Id.AsSpan())} {disclosure}");
        Compiled = NetworkCompiler.Compile(builder, architecture.Network);
        if (Compiled.Hidden.Count == 0)
        {
            throw new ModelProblemException("The model has no weights that could be secret.");
        }

        Weights = new ModelCommitmentGadget(builder, ModelCommitment, [.. Compiled.Hidden.Select(h => h.Gadget)]);
        PublicModel = builder.Public("model", CommitmentElements, 1);
        builder.AssertEqual("model", Weights.Commitment, PublicModel.View);
        Output = new DisclosedOutput(builder, architecture.Network, Compiled, disclosure);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public Architecture Architecture { get; }

    public ProtocolPlan Plan { get; }

    public DisclosedOutput Output { get; }

    public ModelCommitment ModelCommitment { get; }

    internal CompiledNetwork Compiled { get; }

    internal ModelCommitmentGadget Weights { get; }

    /// <summary>8 × 1.</summary>
    internal Tensor PublicModel { get; }

    /// <param name="architecture">Read by the caller from its file: a verifier does that himself.</param>
    /// <param name="disclosure">What a proof shows.</param>
    /// <exception cref="ModelProblemException">A layer that cannot be proved.</exception>
    public static PrivateNetworkStatement For(Architecture architecture, Disclosure disclosure) => new(architecture, disclosure);

    /// <summary>The public values of a proof that shows the output; channel by channel.</summary>
    /// <param name="model">The commitment to the model.</param>
    /// <param name="output">Channel by channel.</param>
    public PublicValues Values(ReadOnlySpan<KoalaBear> model, ReadOnlySpan<int> output)
    {
        PublicValues values = Values(model);
        Output.Write(values, output);
        return values;
    }

    /// <summary>The public values of a proof that shows a commitment to the output.</summary>
    public PublicValues Values(ReadOnlySpan<KoalaBear> model, ReadOnlySpan<KoalaBear> output)
    {
        PublicValues values = Values(model);
        Output.Write(values, output);
        return values;
    }

    private PublicValues Values(ReadOnlySpan<KoalaBear> model)
    {
        var values = new PublicValues(Plan.Statement);
        values.Set(PublicModel, model);
        return values;
    }
}
