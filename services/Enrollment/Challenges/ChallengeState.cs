namespace Zkml.Enrollment.Challenges;

internal enum ChallengeState
{
    Open,

    /// <summary>Never given out, or so long ago that it is forgotten.</summary>
    Unknown,
    Expired,
    Used,
}
