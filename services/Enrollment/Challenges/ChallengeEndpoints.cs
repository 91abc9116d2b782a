using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Captures;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Challenges;

internal static class ChallengeEndpoints
{
    public static void MapChallenges(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/challenges", GiveAsync)
            .RequireAuthorization(EnrollmentService.DeviceOrOperator)
            .WithSummary("A nonce bound to a key, to be answered once, soon.");

    private static async Task<Results<Ok<ChallengeAnswer>, ProblemHttpResult>> GiveAsync(ChallengeRequest request, ChallengeBook book, CancellationToken cancel)
    {
        if (!request.Key.TryRead(out P256PublicKey? key))
        {
            return Problem.Malformed("key", "The key must be a public P-256 key as JWK: kty, crv, x and y.");
        }

        ChallengeRow challenge = await book.GiveAsync(key, cancel);
        return TypedResults.Ok(new ChallengeAnswer(
            Base64Url.EncodeToString(challenge.Nonce.ToArray()), Base64Url.EncodeToString(key.JwkThumbprint().ToArray()), challenge.IssuedAt, challenge.ExpiresAt));
    }

    /// <summary>Why a challenge cannot be answered; null when it can.</summary>
    public static ProblemHttpResult? Refusal(ChallengeState state) => state switch
    {
        ChallengeState.Open => null,
        ChallengeState.Used => Problem.Conflict("challenge-used", "The challenge was answered already."),
        ChallengeState.Expired => Problem.Unacceptable("challenge-expired", "The challenge has expired."),
        _ => Problem.Unacceptable("challenge-unknown", "This challenge was not given out here."),
    };
}
