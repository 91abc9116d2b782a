using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Security;

/// <summary>Puts <see cref="LimitOptions"/> to Kestrel and to the rate limiter.</summary>
internal sealed class RequestLimits(IOptions<LimitOptions> options) : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<RateLimiterOptions>
{
    private const int HeaderBytes = 16 * 1024, HeaderCount = 64;

    public void Configure(KestrelServerOptions target)
    {
        target.AddServerHeader = false;
        KestrelServerLimits limits = target.Limits;
        limits.MaxRequestBodySize = options.Value.LargestBody;
        limits.MaxConcurrentConnections = options.Value.Connections;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        limits.MinRequestBodyDataRate = new MinDataRate(1024, TimeSpan.FromSeconds(5));
    }

    public void Configure(RateLimiterOptions target)
    {
        target.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        target.GlobalLimiter = PartitionedRateLimiter.CreateChained(PerCaller(), Concurrency());
        target.OnRejected = (rejected, _) =>
        {
            HttpResponse response = rejected.HttpContext.Response;
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan pause))
            {
                response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }
            else
            {
                // Only the limiter of requests per caller knows when to come again; this one is busy with others.
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                response.Headers.RetryAfter = "1";
            }

            return ValueTask.CompletedTask;
        };
    }

    /// <summary>Probes of health are never refused: an orchestrator would end a process that is merely busy.</summary>
    private static bool IsProbe(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private PartitionedRateLimiter<HttpContext> PerCaller() => PartitionedRateLimiter.Create<HttpContext, string>(context => IsProbe(context)
        ? RateLimitPartition.GetNoLimiter("probe")
        : RateLimitPartition.GetTokenBucketLimiter(
            context.User.Identity?.Name ?? $"address:{context.Connection.RemoteIpAddress}",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Value.Burst,
                TokensPerPeriod = Math.Max(1, options.Value.RequestsPerSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(options.Value.RequestsPerSecond < 10 ? 1.0 / options.Value.RequestsPerSecond : 0.1),
            }));

    private PartitionedRateLimiter<HttpContext> Concurrency() => PartitionedRateLimiter.Create<HttpContext, string>(context => IsProbe(context)
        ? RateLimitPartition.GetNoLimiter("probe")
        : RateLimitPartition.GetConcurrencyLimiter(
            "all", _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.ConcurrentRequests, QueueLimit = options.Value.QueuedRequests }));
}
