namespace Zkml.Credentials.Tests;

/// <summary>A statement whose proof is good when it begins with 'z' and whose public values are not read: what matters here is what is done with the facts.</summary>
internal sealed class SampleStatement : IStatementVerifier
{
    public string StatementId { get; init; } = Samples.Claims.StatementId;

    public ProvenFacts Facts { get; init; } = new()
    {
        Modality = "iris",
        ModelId = Samples.Claims.ModelId,
        RegistryRoot = Samples.Claims.RegistryRoot,
        RegistryEpoch = Samples.Claims.RegistryEpoch,
        TemplateCommitment = Samples.Claims.TemplateCommitment,
        FirstCaptureDay = Samples.Claims.CaptureDate,
        LastCaptureDay = Samples.Claims.CaptureDate,
        HolderKeyThumbprint = Samples.HolderKey.PublicKey.Thumbprint(),
    };

    public StatementVerdict Verify(StatementProof proof) =>
        proof.Proof.Span is [(byte)'z', ..] ? StatementVerdict.Accept(Facts, "The sample statement.") : StatementVerdict.Refuse("sample_proof_bad");
}
