using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zkml.Captures;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Captures;

internal static class CaptureEndpoints
{
    /// <summary>Names the device whose key signed: found by it, held against its key.</summary>
    public const string DeviceHeader = "Zkml-Device";

    public static void MapCaptures(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder captures = app.MapGroup("/v1/captures");
        captures.MapPost("", AcceptAsync)
            .RequireAuthorization(Roles.Device)
            .WithMetadata(new RequestSizeLimitAttribute(CaptureBody.MaximumLength))
            .Accepts<Stream>(CapturePackage.MediaType)
            .WithSummary("A signed capture, answering a challenge. The same capture again has the same answer.");
        captures.MapGet("/{id:guid}", GetAsync).RequireAuthorization(EnrollmentService.DeviceOrOperator).WithSummary("How far a capture came.");
        captures.MapGet("/{id:guid}/events", ListenAsync).RequireAuthorization(EnrollmentService.DeviceOrOperator)
            .WithSummary("The same as server-sent events, from the one after Last-Event-ID on.");
    }

    private static async Task<Results<Accepted<CaptureAnswer>, ProblemHttpResult>> AcceptAsync(
        HttpRequest request, CaptureIntake intake, EnrollmentMetrics metrics, CancellationToken cancel)
    {
        // The connection keeps the last part of the body until its next request, so that it has none. HTTP/2 has no such header.
        if (HttpProtocol.IsHttp11(request.Protocol))
        {
            request.HttpContext.Response.Headers.Connection = "close";
        }

        (CaptureRow? capture, ProblemHttpResult? refusal) = Refusal(request, out Guid device) is { } early ? (null, early) : await TakeAsync();
        if (capture is not null)
        {
            CaptureAnswer answer = CaptureAnswer.Of(capture);
            return TypedResults.Accepted($"/v1/captures/{capture.Id}", answer);
        }

        metrics.Refused.Add(1, new KeyValuePair<string, object?>("reason", refusal!.ProblemDetails.Type![Problem.TypePrefix.Length..]));
        return refusal;

        async Task<(CaptureRow?, ProblemHttpResult?)> TakeAsync()
        {
            using CaptureBody body = await CaptureBody.ReadAsync(request, cancel);
            return await intake.TakeAsync(body, device, cancel);
        }
    }

    /// <summary>What can be said before the body is read.</summary>
    private static ProblemHttpResult? Refusal(HttpRequest request, out Guid device)
    {
        device = default;
        return request.ContentType != CapturePackage.MediaType || request.Headers.ContentEncoding.Count > 0 ? CaptureRefusals.MediaType
            : request.ContentLength is not { } length ? CaptureRefusals.Length
            : length > CaptureBody.MaximumLength ? CaptureRefusals.TooLarge
            : request.Headers[DeviceHeader] is not [{ } id] || !Guid.TryParseExact(id, "D", out device) ? CaptureRefusals.Device
            : null;
    }

    private static async Task<Results<Ok<CaptureDocument>, ProblemHttpResult>> GetAsync(Guid id, EnrollmentDb db, CancellationToken cancel)
    {
        var found = await db.Captures.AsNoTracking().Where(capture => capture.Id == id)
            .Join(db.CaptureEvents, capture => new { CaptureId = capture.Id, Number = capture.Events }, entry => new { entry.CaptureId, entry.Number },
                (capture, entry) => new { Capture = capture, Last = entry })
            .SingleOrDefaultAsync(cancel);
        return found is null ? NoCapture() : TypedResults.Ok(CaptureDocument.Of(found.Capture, found.Last));
    }

    private static async Task<Results<ServerSentEventsResult<CaptureEvent>, ProblemHttpResult>> ListenAsync(
        Guid id, HttpContext context, EnrollmentDb db, CaptureStreams streams, CancellationToken cancel)
    {
        int after = 0;
        string? last = context.Request.Headers["Last-Event-ID"];
        if (last is not null && !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Problem.Malformed("last-event-id", "Last-Event-ID is the number of an event.");
        }

        if (!await db.Captures.AnyAsync(capture => capture.Id == id, cancel))
        {
            return NoCapture();
        }

        if (streams.TryOpen() is not { } slot)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem.Busy("event-streams", "Too many streams of events are open.");
        }

        context.Response.RegisterForDispose(slot);
        return TypedResults.ServerSentEvents(streams.ReadAsync(id, after, cancel));
    }

    private static ProblemHttpResult NoCapture() => Problem.NotFound("capture", "There is no such capture.");
}
