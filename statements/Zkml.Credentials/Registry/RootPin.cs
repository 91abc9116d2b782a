namespace Zkml.Credentials;

/// <summary>
/// What a verifier remembers of a registry: the latest root it saw. An earlier epoch is a registry rolled back, another root for the same epoch one that
/// shows different people different trees. The caller keeps <see cref="Latest"/> where it outlives the process. Not safe for several threads.
/// </summary>
public sealed class RootPin
{
    /// <param name="latest">As it was kept; null before the first one.</param>
    public RootPin(RegistryRoot? latest = null) => Latest = latest;

    public RegistryRoot? Latest { get; private set; }

    /// <summary>Null when the root is the latest now, or one of <see cref="Reasons"/>; it stays as it was then.</summary>
    /// <param name="root">Verified by <see cref="SignedRoot.Verify"/>.</param>
    public string? Accept(RegistryRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        string? reason = Latest is not { } latest ? null
            : root.Registry != latest.Registry ? Reasons.IssuerMismatch
            : root.Epoch < latest.Epoch || root.Count < latest.Count ? Reasons.RegistryRolledBack
            : root.Depth != latest.Depth || (root.Epoch == latest.Epoch && (root.Root, root.Count) != (latest.Root, latest.Count)) ? Reasons.RegistryForked
            : null;
        Latest = reason is null ? root : Latest;
        return reason;
    }
}
