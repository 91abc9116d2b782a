using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Face;

/// <summary>
/// "These two commitments are to templates of one model, and their cosine is at least N/1000." There are vectors a, b and blindings with
///   commitments as <see cref="FaceTemplateCommitment"/> makes them,   values within the model's interval,   cos(a, b) ≥ N/1000   <see cref="FaceMatchGadget"/>
/// Nothing else is shown of either. The model's name, sizes and N are in the statement's name and constraints, and so in its digest.
/// </summary>
public sealed class FaceMatchStatement
{
    internal const int Templates = 2;

    private FaceMatchStatement(FaceMatchParameters parameters)
    {
        Parameters = parameters;
        Commitment = new FaceTemplateCommitment(parameters.ModelName, parameters.Count, parameters.Interval);
        var builder = new StatementBuilder(parameters.StatementName);
        Public = [.. Enumerable.Range(0, Templates).Select(i => builder.Public($"template {i}", PoseidonMerkleTree.DigestLength, 1))];
        Values = builder.Commit("templates", Templates, parameters.Count);
        builder.AssertRange("templates", Values.View, parameters.Least, parameters.Greatest);
        Blindings = [.. Enumerable.Range(0, Templates).Select(i => builder.Commit($"blinding {i}", Poseidon2Commitment.BlindingLength, 1))];
        Batch = Poseidon2HashBatch.Commit(builder, "commitments", Commitment.Output.Job, Commitment.Output.Job);
        Batch.Constrain([.. Enumerable.Range(0, Templates).Select(i => Commitment.Output.Message(
            Blindings[i], Values.Map(AxisMap.Select(Templates, i), AxisMap.Identity(parameters.Count))))]);
        for (int i = 0; i < Templates; i++)
        {
            builder.AssertEqual($"template {i}", Batch.Digest(i), Public[i].View);
        }

        Match = new FaceMatchGadget(builder, Values, parameters.PerMille);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public FaceMatchParameters Parameters { get; }

    public ProtocolPlan Plan { get; }

    internal FaceTemplateCommitment Commitment { get; }

    internal Tensor[] Public { get; }

    /// <summary>2 × values.</summary>
    internal Tensor Values { get; }

    internal Tensor[] Blindings { get; }

    internal Poseidon2HashBatch Batch { get; }

    internal FaceMatchGadget Match { get; }

    /// <exception cref="ArgumentException">The parameters are not usable; see <see cref="FaceMatchParameters.Problem"/>.</exception>
    public static FaceMatchStatement For(FaceMatchParameters parameters) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters)) : new FaceMatchStatement(parameters);

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    public PublicValues PublicValues(FaceMatchPublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Write(values, publics);
        return values;
    }

    /// <summary>The commitments to two templates.</summary>
    public FaceMatchPublics Publics(FaceMatchSecrets secrets) => new(
        Commitment.Commit(secrets.Values[0], secrets.Blindings[0]), Commitment.Commit(secrets.Values[1], secrets.Blindings[1]));

    internal void Write(PublicValues values, FaceMatchPublics publics)
    {
        values.Set(Public[0], publics.First);
        values.Set(Public[1], publics.Second);
    }
}
