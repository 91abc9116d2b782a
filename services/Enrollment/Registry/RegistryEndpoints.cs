using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Web;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Registry;

internal static class RegistryEndpoints
{
    /// <summary>Epochs of one answer.</summary>
    private const int Page = 100;

    public static void MapRegistry(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/registry", GetAsync).WithSummary("The signed root of the registry of devices, and its history: 100 epochs before the one given, or the latest.");
        app.MapGet("/v1/registry/keys", Keys).WithSummary("The keys that sign roots, as a JWK set.");
    }

    private static async Task<Results<Ok<RegistryDocument>, ProblemHttpResult>> GetAsync(
        string? before, EnrollmentDb db, RegistryStore registry, RegistrySigner signer, IOptions<EnrollmentOptions> options, CancellationToken cancel)
    {
        long end = long.MaxValue;
        if (before is not null && !long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out end))
        {
            return Problem.Malformed("before", "'before' is the number of an epoch.");
        }

        RegistryEpoch epoch = await registry.ReadAsync(db, current => current.Current, cancel);
        var history = await db.Epochs.AsNoTracking().Where(row => row.Number < end && row.Number <= epoch.Number)
            .OrderByDescending(row => row.Number).Take(Page)
            .Select(row => new RegistryDocument.PastEpoch(row.Number, row.Root.ToString(), row.Devices, row.PublishedAt)).ToListAsync(cancel);
        return TypedResults.Ok(new RegistryDocument(
            options.Value.RegistryAddress, epoch.Number, epoch.Root.ToHex(), options.Value.RegistryDepth, epoch.Count, signer.Sign(epoch), history));
    }

    private static ContentHttpResult Keys(RegistrySigner signer) =>
        TypedResults.Text(Encoding.UTF8.GetString(signer.Keys.Write()), "application/jwk-set+json");
}
