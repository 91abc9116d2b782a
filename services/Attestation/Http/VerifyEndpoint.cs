using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Zkml.Attestation.Verifying;
using Zkml.Credentials;
using Zkml.Hosting.Web;

namespace Zkml.Attestation.Http;

/// <summary>
/// Anyone may ask whether a bundle or a credential is good. A program sends it as the body and gets the checks as JSON; the verifier page sends a form and
/// gets a page. What is shown is not stored.
/// </summary>
internal static class VerifyEndpoint
{
    /// <summary>Verifications at a time: each takes a processor for some hundredths of a second, and memory for a body.</summary>
    public const string Limiter = "verification";

    /// <summary>The largest bundle, and what a form adds.</summary>
    private const int LargestBody = BundleCodec.MaximumLength + 64 * 1024;

    private const string BundleType = "application/json", CredentialType = "application/dc+sd-jwt", FormType = "multipart/form-data";

    public static void MapVerify(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/verify", VerifyAsync)
            .RequireRateLimiting(Limiter)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Accepts<object>(BundleType, CredentialType, FormType)
            .WithSummary("Checks a bundle (application/json) or a credential (application/dc+sd-jwt) of this issuer.");
        app.MapGet("/", (HttpContext context) => VerifierPage.Answer(context, StatusCodes.Status200OK, null)).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<VerdictDocument>, ContentHttpResult, ProblemHttpResult>> VerifyAsync(
        HttpRequest request, Verification verification, CancellationToken cancel)
    {
        string? type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        if (type is not (BundleType or CredentialType or FormType) || request.Headers.ContentEncoding.Count > 0)
        {
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "media-type", $"Send a bundle as {BundleType} or a credential as {CredentialType}, without content encoding.");
        }

        if (type == FormType)
        {
            return await VerifyFormAsync(request, verification, cancel);
        }

        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, cancel);
        }
        catch (IOException fault) when (fault is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // What the server says of chunks that it cannot read: not an outage of ours.
            return Problem.Malformed("body", "The body cannot be read.");
        }

        return body.Length == 0
            ? Problem.Malformed("empty", "The request has no body.")
            : TypedResults.Ok(VerdictDocument.Of(await new Shown(body.ToArray(), type == BundleType).VerifyAsync(verification, cancel)));
    }

    private static async Task<Results<Ok<VerdictDocument>, ContentHttpResult, ProblemHttpResult>> VerifyFormAsync(
        HttpRequest request, Verification verification, CancellationToken cancel)
    {
        (bool readable, Shown? shown) = await ShownForm.ReadAsync(request, cancel);
        return !readable ? Problem.Malformed("form", "The form cannot be read.")
            : shown is null ? VerifierPage.Answer(request.HttpContext, StatusCodes.Status400BadRequest, null)
            : VerifierPage.Answer(request.HttpContext, StatusCodes.Status200OK, await shown.VerifyAsync(verification, cancel));
    }
}
