using System.ComponentModel.DataAnnotations;

namespace Zkml.Hosting.Security;

/// <summary>Section "Limits": what one process takes, before it allocates anything.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Of a request. Endpoints that take captures set their own, larger one.</summary>
    [Range(1024, 64 << 20)]
    public long LargestBody { get; set; } = 1 << 20;

    [Range(1, 100_000)]
    public int Connections { get; set; } = 1000;

    /// <summary>Requests at once; more wait, see <see cref="QueuedRequests"/>, and then get 503.</summary>
    [Range(1, 100_000)]
    public int ConcurrentRequests { get; set; } = 200;

    [Range(0, 100_000)]
    public int QueuedRequests { get; set; } = 400;

    /// <summary>For each caller: an API key, a client certificate, or an address.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>What a caller may send at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;

    /// <summary>How long the end of the process waits for requests, messages and proofs under way.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Shutdown { get; set; } = TimeSpan.FromSeconds(30);
}
