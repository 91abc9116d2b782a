using System.Globalization;

namespace Zkml.Attestation.Http;

/// <summary>Headers of what an issuer publishes: any page may read it, and copies may be kept for a while.</summary>
internal static class PublicDocument
{
    public static void For(HttpContext context, TimeSpan maximumAge)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)maximumAge.TotalSeconds}");
    }
}
