namespace Zkml.Credentials;

/// <summary>When a key is published and when it signs: published before, so that caches know it, and after, as long as its credentials live.</summary>
public sealed record ScheduledKey
{
    public ScheduledKey(ITokenSigner signer, DateTimeOffset publishFrom, DateTimeOffset signFrom, DateTimeOffset signUntil, DateTimeOffset publishUntil)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(publishFrom, signFrom);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(signFrom, signUntil);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signUntil, publishUntil);
        (Signer, PublishFrom, SignFrom, SignUntil, PublishUntil) = (signer, publishFrom, signFrom, signUntil, publishUntil);
    }

    public ITokenSigner Signer { get; }

    public DateTimeOffset PublishFrom { get; }

    public DateTimeOffset SignFrom { get; }

    public DateTimeOffset SignUntil { get; }

    public DateTimeOffset PublishUntil { get; }
}
