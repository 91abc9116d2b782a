using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>
/// "This is what the published network computes from an input that I know." The weights are part of the statement, and so of its digest; the
/// input stays hidden; the output is public, or a commitment to it is.
/// </summary>
public sealed class NetworkStatement
{
    private NetworkStatement(IntegerNetwork network, string model, Disclosure disclosure)
    {
        (Network, Disclosure) = (network, disclosure);
        var builder = new StatementBuilder($"zkml/inference/1 model {model} {disclosure}");
        Compiled = NetworkCompiler.Compile(builder, network);
        View output = Compiled.Output;
        if (disclosure == Disclosure.Commitment)
        {
            Commitment = new OutputCommitment(network);
            CommitmentGadget = Commitment.Constrain(builder, Compiled.OutputVector());
            output = CommitmentGadget.Commitment;
        }

        Public = builder.Public("output", output.Shape[0], output.Shape[1]);
        builder.AssertEqual("output", output, Public.View);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public IntegerNetwork Network { get; }

    public Disclosure Disclosure { get; }

    public ProtocolPlan Plan { get; }

    /// <summary>Null when the output itself is shown.</summary>
    public OutputCommitment? Commitment { get; }

    internal CompiledNetwork Compiled { get; }

    internal Poseidon2CommitmentGadget? CommitmentGadget { get; }

    /// <summary>The output, or 8 elements of its commitment.</summary>
    internal Tensor Public { get; }

    /// <param name="network">Built by the caller from the model's file: a verifier does that himself.</param>
    /// <param name="model">The model's id, for the statement's name.</param>
    /// <param name="disclosure">What a proof shows.</param>
    /// <exception cref="ModelProblemException">A layer that cannot be proved.</exception>
    public static NetworkStatement For(IntegerNetwork network, string model, Disclosure disclosure) => new(network, model, disclosure);

    /// <summary>The public values of a proof that shows the output; channel by channel.</summary>
    public PublicValues Values(ReadOnlySpan<int> output)
    {
        RequireDisclosure(Disclosure.Output);
        var values = new PublicValues(Plan.Statement);
        Write(values, output);
        return values;
    }

    /// <summary>The public values of a proof that shows a commitment.</summary>
    public PublicValues Values(ReadOnlySpan<KoalaBear> commitment)
    {
        RequireDisclosure(Disclosure.Commitment);
        var values = new PublicValues(Plan.Statement);
        values.Set(Public, commitment);
        return values;
    }

    internal void Write(PublicValues values, ReadOnlySpan<int> output)
    {
        int plane = Public.Shape[0];
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Length, Network.Output.Shape.Count, nameof(output));
        for (int i = 0; i < output.Length; i++)
        {
            values.Set(Public, [i % plane, i / plane], output[i]);
        }
    }

    private void RequireDisclosure(Disclosure disclosure)
    {
        if (Disclosure != disclosure)
        {
            throw new InvalidOperationException($"Proofs of this statement show the {Disclosure}.");
        }
    }
}
