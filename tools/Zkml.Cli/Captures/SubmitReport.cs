using Zkml.Enrollment.Captures;

namespace Zkml.Cli.Captures;

/// <summary>How far a capture came that was sent to a service.</summary>
/// <param name="Id">Of the capture.</param>
/// <param name="State">The last that was seen.</param>
public sealed record SubmitReport(Guid Id, CaptureState State)
{
    /// <summary>Why it has no attestation.</summary>
    public string? Detail { get; init; }

    /// <summary>Address, for its holder.</summary>
    public string? Attestation { get; init; }

    /// <summary>The file.</summary>
    public string? Bundle { get; init; }

    /// <summary>How a third party checks it, with what this issuer says of itself: pin what you know from elsewhere.</summary>
    public string? Verify { get; init; }
}
