using Zkml.Fields;
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
        Network = network;
        var builder = new StatementBuilder($"zkml/inference/1 model {model} {disclosure}");
        Compiled = NetworkCompiler.Compile(builder, network);
        if (Compiled.Hidden.Count > 0)
        {
            throw new ModelProblemException("The model keeps weights secret: nothing would bind them here.");
        }

        Output = new DisclosedOutput(builder, network, Compiled, disclosure);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public IntegerNetwork Network { get; }

    public ProtocolPlan Plan { get; }

    public DisclosedOutput Output { get; }

    internal CompiledNetwork Compiled { get; }

    /// <param name="network">Built by the caller from the model's file: a verifier does that himself.</param>
    /// <param name="model">The model's id, for the statement's name.</param>
    /// <param name="disclosure">What a proof shows.</param>
    /// <exception cref="ModelProblemException">A layer that cannot be proved.</exception>
    public static NetworkStatement For(IntegerNetwork network, string model, Disclosure disclosure) => new(network, model, disclosure);

    /// <summary>The public values of a proof that shows the output; channel by channel.</summary>
    public PublicValues Values(ReadOnlySpan<int> output)
    {
        var values = new PublicValues(Plan.Statement);
        Output.Write(values, output);
        return values;
    }

    /// <summary>The public values of a proof that shows a commitment.</summary>
    public PublicValues Values(ReadOnlySpan<KoalaBear> commitment)
    {
        var values = new PublicValues(Plan.Statement);
        Output.Write(values, commitment);
        return values;
    }
}
