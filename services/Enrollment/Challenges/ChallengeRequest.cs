using System.Text.Json;

namespace Zkml.Enrollment.Challenges;

/// <summary>The body of POST /v1/challenges.</summary>
/// <param name="Key">Public key as JWK (P-256): the holder's for a capture, the device's for its registration.</param>
public sealed record ChallengeRequest(JsonElement Key);
