using Zkml.Captures;
using Zkml.Protocol;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>The iris statement as bundles see it.</summary>
public sealed class IrisStatementVerifier(IrisParameters parameters) : PersonhoodStatementVerifier
{
    private readonly BuiltStatement<IrisStatement> _built = new(() => IrisStatement.For(parameters), statement => statement.Plan);

    public override IrisParameters Parameters => parameters;

    public override ImageShape Shape => parameters.Shape;

    public IrisStatement Statement => _built.Value;

    public override string StatementId => _built.Id;

    public override ProtocolPlan Plan => Statement.Plan;

    public override string Modality => "iris";

    protected override string DevicesOnTrust => "Registered devices photograph eyes, and say so when they see an attack.";

    /// <summary>Null when the proof is valid, else the check that failed.</summary>
    public string? Check(IrisPublics publics, ReadOnlySpan<byte> proof) =>
        publics.Shares is not null != parameters.Shared ? PublicValuesMalformed : IdleVerifiers.Check(Statement.Plan, Statement.Values(publics), proof);

    public override string? CheckAny(PersonhoodPublics publics, ReadOnlySpan<byte> proof) =>
        publics is IrisPublics iris ? Check(iris, proof) : PublicValuesMalformed;

    protected override PersonhoodPublics? TryReadPublics(ReadOnlySpan<byte> source) =>
        IrisPublicsCodec.TryRead(source, out IrisPublics? publics) ? publics : null;

    protected override string Quality(PersonhoodPublics publics) => FormattableString.Invariant($"{publics.QualityFloor} valid bits of the mask or more");
}
