namespace Zkml.Captures;

/// <summary>How image and mask digests are made; one choice for both.</summary>
public enum DigestAlgorithm : byte
{
    /// <summary>SHA-256 over the raw bytes: any hardware can make it.</summary>
    Sha256 = 1,

    /// <summary><see cref="RowHash"/>: cheap under proof.</summary>
    Poseidon2KoalaBear = 2,
}
