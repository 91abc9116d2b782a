namespace Zkml.Credentials;

/// <summary>Names of the claims of a proof-of-personhood credential that its holder discloses one by one.</summary>
public static class ClaimNames
{
    public const string Modality = "modality";
    public const string Assurance = "assurance";
    public const string StatementId = "statement_id";
    public const string ModelId = "model_id";
    public const string RegistryRoot = "registry_root";
    public const string RegistryEpoch = "registry_epoch";
    public const string TemplateCommitment = "template_commitment";
    public const string ProofSha256 = "proof_sha256";
    public const string DeviceClass = "device_class";
    public const string CaptureDate = "capture_date";
    public const string LogLeafIndex = "log_leaf_index";

    /// <summary>All of them, in the order in which we write disclosures.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Modality, Assurance, StatementId, ModelId, RegistryRoot, RegistryEpoch, TemplateCommitment, ProofSha256, DeviceClass, CaptureDate, LogLeafIndex,
    ];

    /// <summary>
    /// What a verifier of people needs. The rest names one proof, one template or one log entry, and would let two verifiers recognise the holder.
    /// </summary>
    public static IReadOnlyList<string> Unlinking { get; } = [Modality, Assurance, StatementId, ModelId, DeviceClass];
}
