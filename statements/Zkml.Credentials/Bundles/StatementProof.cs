namespace Zkml.Credentials;

/// <summary>A proof and what it is about. Identifiers are 32 bytes in lower-case hexadecimal.</summary>
public sealed record StatementProof
{
    public const int MaximumProofLength = 8 * 1024 * 1024;
    public const int MaximumPublicValuesLength = 64 * 1024;

    public required string StatementId { get; init; }

    public required string ModelId { get; init; }

    public required string RegistryRoot { get; init; }

    public required long RegistryEpoch { get; init; }

    /// <summary>In the encoding of the statement.</summary>
    public required ReadOnlyMemory<byte> PublicValues { get; init; }

    public required ReadOnlyMemory<byte> Proof { get; init; }
}
