using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Status;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Hosting.Web;
using Zkml.Statements;

namespace Zkml.Attestation.Http;

/// <summary>What an issuer publishes (SD-JWT VC, Token Status List), and what its proofs are about: models and statements by their digests.</summary>
internal static class IssuerEndpoints
{
    private const string Json = "application/json", CredentialTypePath = "/vct/proof-of-personhood/1";

    /// <summary>Far less than a key is published before it signs.</summary>
    private static readonly TimeSpan KeyAge = TimeSpan.FromMinutes(10), Forever = TimeSpan.FromDays(365);

    public static void MapIssuer(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/jwt-vc-issuer", GetMetadata).WithSummary("Who issues, and where the keys are.");
        app.MapGet("/jwks", GetKeysAsync).WithSummary("The issuer's keys; several while one takes over from another.");
        app.MapGet(CredentialTypePath, GetTypeMetadata).WithSummary("What wallets and verifiers may show of each claim.");
        app.MapGet("/statuslists/{number:int:min(1)}", GetStatusListAsync).WithSummary("A signed status list.");
        app.MapGet("/models/{id}", GetModel).WithSummary("A model file by its SHA-256.");
        app.MapGet("/statements/{id}", GetStatement).WithSummary("The name and the parameters of a statement by its digest.");
    }

    private static FileContentHttpResult GetMetadata(IOptions<AttestationOptions> options, HttpContext context)
    {
        PublicDocument.For(context, KeyAge);
        return TypedResults.Bytes(IssuerMetadata.WithKeysAt(options.Value.Issuer, $"{options.Value.Issuer}/jwks").Write(), Json);
    }

    private static async Task<FileContentHttpResult> GetKeysAsync(IssuerKeys keys, HttpContext context, CancellationToken cancel)
    {
        PublicDocument.For(context, KeyAge);
        return TypedResults.Bytes((await keys.PublishedAsync(cancel)).Write(), Json);
    }

    private static FileContentHttpResult GetTypeMetadata(IOptions<AttestationOptions> options, HttpContext context)
    {
        PublicDocument.For(context, KeyAge);
        return TypedResults.Bytes(TypeMetadata.Write(options.Value.Issuer + CredentialTypePath), Json);
    }

    /// <summary>The token is at most half as old as its time to live allows, and so is a copy of it.</summary>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetStatusListAsync(
        int number, StatusTokens statuses, IOptions<AttestationOptions> options, HttpContext context, CancellationToken cancel)
    {
        if (context.Request.Query.ContainsKey("time"))
        {
            return Problem.Of(StatusCodes.Status501NotImplemented, "no-history", "Status lists of the past are not kept.");
        }

        if (await statuses.FindAsync(number, cancel) is not { } token)
        {
            return Problem.NotFound("no-status-list", "There is no such status list.");
        }

        PublicDocument.For(context, options.Value.StatusTimeToLive / 2);
        return TypedResults.Bytes(Encoding.ASCII.GetBytes(token), StatusListToken.MediaType);
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> GetModel(string id, ModelFiles models, HttpContext context)
    {
        if (!Digest.TryParse(id, out Digest digest) || models.Find(digest) is not { } path)
        {
            return Problem.NotFound("no-model", "There is no such model.");
        }

        PublicDocument.For(context, Forever);
        return TypedResults.PhysicalFile(path, "application/octet-stream", $"{id}.onnx");
    }

    private static Results<ContentHttpResult, ProblemHttpResult> GetStatement(string id, KnownStatements statements, HttpContext context)
    {
        if (!Digest.TryParse(id, out _) || statements.Find(id) is not { } statement)
        {
            return Problem.NotFound("no-statement", "There is no such statement.");
        }

        PublicDocument.For(context, Forever);
        return TypedResults.Content(StatementText.Of(statement), "text/plain; charset=utf-8");
    }
}
