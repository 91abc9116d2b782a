using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Enrollment.Storage;

namespace Zkml.Enrollment.Challenges;

/// <summary>A nonce that was given out, and the key that its answer is bound to.</summary>
internal sealed class ChallengeRow
{
    public required Digest Nonce { get; init; }

    public required Digest KeyX { get; init; }

    public required Digest KeyY { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null until it was answered; it is answered once.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    public P256PublicKey Key() => P256PublicKey.TryCreate(KeyX.ToBytes32(), KeyY.ToBytes32(), out P256PublicKey? key)
        ? key
        : throw new InvalidOperationException("A stored key is no point of P-256.");
}
