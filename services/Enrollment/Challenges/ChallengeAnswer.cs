namespace Zkml.Enrollment.Challenges;

/// <param name="Nonce">32 bytes, base64url. To be answered once.</param>
/// <param name="Thumbprint">RFC 7638, base64url: of the key that the answer is bound to.</param>
public sealed record ChallengeAnswer(string Nonce, string Thumbprint, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
