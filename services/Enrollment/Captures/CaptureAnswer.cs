namespace Zkml.Enrollment.Captures;

/// <summary>The answer of POST /v1/captures: the same however often the same capture comes.</summary>
/// <param name="Id">Of the capture.</param>
/// <param name="AcceptedAt">First accepted.</param>
/// <param name="ExpiresAt">Without a proof until then, it is deleted.</param>
/// <param name="Events">Where its progress is told, as server-sent events.</param>
public sealed record CaptureAnswer(Guid Id, DateTimeOffset AcceptedAt, DateTimeOffset ExpiresAt, string Events)
{
    internal static CaptureAnswer Of(CaptureRow capture) => new(capture.Id, capture.AcceptedAt, capture.ExpiresAt, $"/v1/captures/{capture.Id}/events");
}
