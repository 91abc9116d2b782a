namespace Zkml.Enrollment.Captures;

/// <summary>The answer of GET /v1/captures/{id}.</summary>
/// <param name="Id">Of the capture.</param>
/// <param name="State">How far it came.</param>
/// <param name="AcceptedAt">When it was.</param>
/// <param name="ExpiresAt">Without a proof until then, it is deleted.</param>
/// <param name="ChangedAt">When it came to this state.</param>
/// <param name="Attempt">Of the prover.</param>
/// <param name="Detail">The stage of the proof, or why there is none.</param>
/// <param name="AttestationId">Once there is one.</param>
public sealed record CaptureDocument(
    Guid Id, CaptureState State, DateTimeOffset AcceptedAt, DateTimeOffset ExpiresAt, DateTimeOffset ChangedAt, int? Attempt, string? Detail, Guid? AttestationId)
{
    internal static CaptureDocument Of(CaptureRow capture, CaptureEventRow last) => new(
        capture.Id, capture.State, capture.AcceptedAt, capture.ExpiresAt, capture.ChangedAt, last.Attempt, last.Detail, capture.AttestationId);
}
