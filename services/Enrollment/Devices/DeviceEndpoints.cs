using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Devices;

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder devices = app.MapGroup("/v1/devices").RequireAuthorization(Roles.Operator);
        devices.MapPost("", RegisterAsync).WithSummary("Takes a device into the registry, from its next epoch on.");
        devices.MapGet("/{id:guid}", GetAsync).WithSummary("A device.");
        devices.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Ends a device with a new epoch of the registry.");
    }

    private static async Task<Results<Created<DeviceDocument>, ProblemHttpResult>> RegisterAsync(
        DeviceRegistration body, DeviceEnroller enroller, CancellationToken cancel)
    {
        if (!DeviceEvidence.TryRead(body, out DeviceEvidence? evidence))
        {
            return Problem.Malformed("registration", "Nonce and signature are 32 and 64 bytes in base64url; the chain is one to four certificates in base64.");
        }

        (DeviceRow? device, ProblemHttpResult? refusal) = await enroller.EnrollAsync(evidence, cancel);
        return refusal is null ? TypedResults.Created($"/v1/devices/{device!.Id}", DeviceDocument.Of(device)) : refusal;
    }

    private static async Task<Results<Ok<DeviceDocument>, ProblemHttpResult>> GetAsync(Guid id, EnrollmentDb db, CancellationToken cancel) =>
        Found(await db.Devices.AsNoTracking().SingleOrDefaultAsync(device => device.Id == id, cancel));

    private static async Task<Results<Ok<DeviceDocument>, ProblemHttpResult>> RevokeAsync(
        Guid id, string? reason, DeviceEnroller enroller, CancellationToken cancel)
    {
        DeviceRevocationReason[] known = [.. Enum.GetValues<DeviceRevocationReason>().Where(code => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()) == reason)];
        return reason is not null && known.Length == 0
            ? Problem.Malformed("reason", "Reasons are unspecified, lost, key-compromise, defect and withdrawn.")
            : Found(await enroller.RevokeAsync(id, known.FirstOrDefault(), cancel));
    }

    private static Results<Ok<DeviceDocument>, ProblemHttpResult> Found(DeviceRow? device) =>
        device is null ? Problem.NotFound("device", "There is no such device.") : TypedResults.Ok(DeviceDocument.Of(device));
}
