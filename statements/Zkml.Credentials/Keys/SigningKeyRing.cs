namespace Zkml.Credentials;

/// <summary>An issuer's keys in rotation.</summary>
public sealed class SigningKeyRing(IReadOnlyList<ScheduledKey> keys)
{
    /// <summary>
    /// The newest key that may sign now and that stays published until the token expires; null when there is none, which an operator must see.
    /// </summary>
    public ITokenSigner? SignerFor(DateTimeOffset now, DateTimeOffset tokenExpires) =>
        keys.Where(key => key.SignFrom <= now && now < key.SignUntil && tokenExpires <= key.PublishUntil).MaxBy(key => key.SignFrom)?.Signer;

    /// <summary>What the key set of the issuer shows now; null when no key is published.</summary>
    public JsonWebKeySet? PublishedAt(DateTimeOffset now)
    {
        EcPublicJwk[] published = [.. from key in keys where key.PublishFrom <= now && now < key.PublishUntil select key.Signer.PublicKey];
        return published.Length == 0 ? null : new JsonWebKeySet(published);
    }
}
