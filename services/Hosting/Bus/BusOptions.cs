using System.ComponentModel.DataAnnotations;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>Section "Bus".</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>amqp://host:port/virtual-host or amqps://…, without user and password.</summary>
    public Uri? Broker { get; set; }

    public string? User { get; set; }

    /// <summary>A file, so that the password stands in no environment and no command line.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Private keys (P-256, PKCS#8 PEM files) of the services that run in this process.</summary>
    public Dictionary<Service, string> SigningKeys { get; set; } = [];

    /// <summary>Public keys (PEM files) of all services; several while a key is being changed.</summary>
    public Dictionary<Service, string[]> TrustedKeys { get; set; } = [];

    [Range(1, 1000)]
    public int Prefetch { get; set; } = 16;

    /// <summary>How long a message that was given up lies in its dead-letter queue.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan DeadLetterTime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>First pause before a handler runs again; it doubles up to <see cref="LongestRetryPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromMilliseconds(200);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestRetryPause { get; set; } = TimeSpan.FromSeconds(10);
}
