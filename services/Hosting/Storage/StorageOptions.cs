using System.ComponentModel.DataAnnotations;

namespace Zkml.Hosting.Storage;

/// <summary>Section "Storage". The databases are in "ConnectionStrings", under the name of the service, and "Vault".</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>Where SQLite files lie when there is no connection string.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>How often the outbox is looked through when nobody says that it has something.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan OutboxPoll { get; set; } = TimeSpan.FromMilliseconds(500);

    [Range(1, 1000)]
    public int OutboxBatch { get; set; } = 100;

    /// <summary>A broker that takes longer to confirm is taken to be away; the batch is tried again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Published messages stay this long.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan OutboxRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>A repetition is recognised this long; longer than any message can wait in a queue or outbox.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(60);
}
