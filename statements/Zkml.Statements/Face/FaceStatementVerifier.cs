using Zkml.Captures;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>The face statement as bundles see it.</summary>
/// <param name="parameters">Name the model.</param>
/// <param name="model">Made by the caller from its file.</param>
public sealed class FaceStatementVerifier(FaceParameters parameters, PixelModel model) : PersonhoodStatementVerifier
{
    /// <summary>In credentials.</summary>
    public const string ModalityName = "face";

    private readonly BuiltStatement<FaceStatement> _built = new(() => FaceStatement.For(parameters, model), statement => statement.Plan);

    public override FaceParameters Parameters => parameters;

    public override ImageShape Shape => FaceStatement.ShapeOf(parameters, model);

    public FaceStatement Statement => _built.Value;

    public override string StatementId => _built.Id;

    public override ProtocolPlan Plan => Statement.Plan;

    public override string Modality => ModalityName;

    protected override string DevicesOnTrust => (parameters.Frame is null
        ? "Registered devices photograph faces, align them as the model was trained for, judge their quality, and say so when they see an attack."
        : "Registered devices photograph faces, judge their quality, and say so when they see an attack; the prover, who alone chose what place of the frame the model read, chose the holder's face.")
        + " Nothing shows that this face was compared with others: one person may have several credentials.";

    /// <summary>Null when the proof is valid, else the check that failed.</summary>
    public string? Check(FacePublics publics, ReadOnlySpan<byte> proof) => IdleVerifiers.Check(Statement.Plan, Statement.Values(publics), proof);

    public override string? CheckAny(PersonhoodPublics publics, ReadOnlySpan<byte> proof) =>
        publics is FacePublics face ? Check(face, proof) : PublicValuesMalformed;

    protected override PersonhoodPublics? TryReadPublics(ReadOnlySpan<byte> source) =>
        FacePublicsCodec.TryRead(source, out FacePublics? publics) ? publics : null;

    protected override string Quality(PersonhoodPublics publics) => FormattableString.Invariant($"a quality of {publics.QualityFloor} of 100 or more as the device judged it");
}
