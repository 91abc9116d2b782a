using Zkml.Contracts;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Devices;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Captures;

/// <summary>A capture that nothing speaks against.</summary>
/// <param name="BodySha256">Of the request.</param>
/// <param name="Device">That made it.</param>
/// <param name="Challenge">That it answers.</param>
/// <param name="Job">To be sealed.</param>
/// <param name="StatementId">To be proved.</param>
internal sealed record CaptureEntry(Digest BodySha256, DeviceRow Device, ChallengeRow Challenge, ProofJob Job, string StatementId)
{
    public CaptureModality Modality =>
        Job.Package.Capture.Manifest.Shape.Modality == Zkml.Captures.CaptureModality.IrisNormalised ? CaptureModality.Iris : CaptureModality.Face;

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(CaptureEntry);
}
