namespace Zkml.Cli.Proofs;

/// <summary>What the user of `zkml verify` expects of the public values; what is not given stays on trust.</summary>
/// <param name="Root">--root, 32 bytes: the registry root from a source the user trusts.</param>
/// <param name="Context">--context, 32 bytes: the context the user asked for.</param>
/// <param name="ContextOffset">--context-offset: where messages of these devices have their context.</param>
public sealed record Expectations(byte[]? Root = null, byte[]? Context = null, int? ContextOffset = null)
{
    /// <summary>--issuer: the address a bundle's credential must be of.</summary>
    public string? Issuer { get; init; }

    /// <summary>--issuer-key: thumbprints of the keys the issuer may have.</summary>
    public IReadOnlyList<string>? IssuerKeys { get; init; }

    /// <summary>--model: the file of the public model that a proof of a face or of inference must be about.</summary>
    public string? Model { get; init; }

    /// <summary>--models: a folder of such files, for bundles.</summary>
    public string? Models { get; init; }

    /// <summary>--architecture: what is public of the private model that a proof of inference must be about.</summary>
    public string? Architecture { get; init; }

    /// <summary>--commitment: the file of the commitment that the private model must be under.</summary>
    public string? Commitment { get; init; }

    public static Expectations None { get; } = new();
}
