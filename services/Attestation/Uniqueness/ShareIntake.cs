namespace Zkml.Attestation.Uniqueness;

/// <summary>How a matcher took its shares.</summary>
internal enum ShareIntake
{
    Taken,

    /// <summary>The vault has them not, or no longer.</summary>
    Missing,

    /// <summary>They are not the shares that the proof committed to.</summary>
    Invalid,
}
