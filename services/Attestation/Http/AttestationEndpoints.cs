using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Attestation.Http;

/// <summary>For holders and operators. Whoever is neither learns nothing, not even whether there is such an attestation.</summary>
internal static class AttestationEndpoints
{
    private static ProblemHttpResult Nothing => Problem.NotFound("no-attestation", "There is no such attestation, or it is not yours.");

    public static void MapAttestations(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder attestations = app.MapGroup("/v1/attestations/{id:guid}");
        attestations.MapGet("", GetAsync).WithSummary("The credential and its state, for its holder (header Zkml-Holder) or an operator.");
        attestations.MapGet("/bundle", GetBundleAsync).WithSummary("All that a third party needs to check it offline, for its holder or an operator.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
        attestations.MapPost("/revoke", RevokeAsync).WithSummary("Revokes it, for its holder or an operator. Again is no error, and changes nothing.");
        app.MapPost("/v1/keys/rotate", RotateAsync).RequireAuthorization(Roles.Operator).WithSummary("Makes the next signing key before its time.");
    }

    private static async Task<Results<Ok<AttestationDocument>, ProblemHttpResult>> GetAsync(
        Guid id, AttestationBook book, Callers callers, HttpContext context, CancellationToken cancel) =>
        await VisibleAsync(id, book, callers, context, cancel) is { } row ? TypedResults.Ok(book.Describe(row)) : Nothing;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetBundleAsync(
        Guid id, AttestationBook book, Callers callers, HttpContext context, CancellationToken cancel) =>
        await VisibleAsync(id, book, callers, context, cancel) is not { } row ? Nothing
        : await book.BundleAsync(row, cancel) is { } bundle ? TypedResults.File(bundle, "application/json", $"attestation-{id}.json")
        : Problem.NotFound("no-proof", "The proof is no longer stored.");

    private static async Task<Results<Ok<AttestationDocument>, ProblemHttpResult>> RevokeAsync(
        Guid id, RevocationRequest body, AttestationBook book, Callers callers, HttpContext context, CancellationToken cancel)
    {
        if (await VisibleAsync(id, book, callers, context, cancel) is not { } row)
        {
            return Nothing;
        }

        return Callers.IsOperator(context) || body.IsHolders
            ? TypedResults.Ok(book.Describe(await book.RevokeAsync(row, body.Reason, cancel)))
            : Problem.Malformed("reason", "A holder revokes for holder-request or holder-key-compromise.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RotateAsync(IssuerKeys keys, CancellationToken cancel) =>
        await keys.RotateAsync(cancel) ? TypedResults.NoContent() : Problem.Conflict("too-many-keys", "Too many keys are published. Wait until one is no longer needed.");

    private static async Task<IssuedAttestation?> VisibleAsync(Guid id, AttestationBook book, Callers callers, HttpContext context, CancellationToken cancel) =>
        await book.FindAsync(id, cancel) is { } row && (Callers.IsOperator(context) || callers.IsHolder(context, row)) ? row : null;
}
