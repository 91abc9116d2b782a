namespace Zkml.Credentials;

/// <summary>What a third party found in a bundle.</summary>
public sealed record BundleVerdict
{
    /// <summary>Null when the bundle is good, else one of <see cref="Reasons"/>.</summary>
    public required string? Reason { get; init; }

    public bool IsAccepted => Reason is null;

    /// <summary>The statement's own reason when its proof is refused.</summary>
    public required string? Detail { get; init; }

    public required IReadOnlyList<NamedCheck> Checks { get; init; }

    /// <summary>Null when the file cannot be read. Not verified unless <see cref="IsAccepted"/>.</summary>
    public required Bundle? Bundle { get; init; }

    /// <summary>What no check can show, in words for people.</summary>
    public required IReadOnlyList<string> OnTrust { get; init; }
}
