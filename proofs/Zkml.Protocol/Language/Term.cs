namespace Zkml.Protocol.Language;

/// <summary>
/// Coefficient · (maps[0] ⊗ maps[1] ⊗ …) applied to a tensor read in <see cref="SourceShape"/>; without a tensor the source is the
/// public constant 1 (all axes of extent 1).
/// </summary>
public sealed record Term(Coefficient Coefficient, Tensor? Source, Shape SourceShape, AxisMap[] Maps)
{
    /// <summary>True when it reads the witness; otherwise its values are known to the verifier.</summary>
    public bool IsPrivate => Source is { IsPublic: false };

    public bool UsesChallenge => !Coefficient.IsConstant || Maps.Any(m => m.UsesChallenge);
}
