namespace Zkml.Enrollment.Challenges;

/// <summary>The body of POST /v1/challenges.</summary>
/// <param name="Key">The holder's for a capture, the device's for its registration.</param>
public sealed record ChallengeRequest(PublicJwk Key);
