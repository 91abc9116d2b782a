using System.ComponentModel.DataAnnotations;

namespace Zkml.Hosting.Objects;

/// <summary>Section "Objects". The database is ConnectionStrings:Objects.</summary>
public sealed class ObjectOptions
{
    public const string Section = "Objects";

    public ObjectBackend Backend { get; set; } = ObjectBackend.File;

    [Required]
    public string Folder { get; set; } = "data/objects";

    /// <summary>https://host[:port], or http for a server on this machine.</summary>
    public Uri? S3Address { get; set; }

    /// <summary>It exists, and keeps no versions of what is deleted.</summary>
    public string? S3Bucket { get; set; }

    [Required]
    public string S3Region { get; set; } = "us-east-1";

    public string? S3AccessKey { get; set; }

    /// <summary>A file, so that the key stands in no environment and no command line.</summary>
    public string? S3SecretKeyFile { get; set; }
}
