using System.ComponentModel.DataAnnotations;

namespace Zkml.Hosting.Objects;

/// <summary>Section "Objects". The database is ConnectionStrings:Objects.</summary>
public sealed class ObjectOptions
{
    public const string Section = "Objects";

    public ObjectBackend Backend { get; set; } = ObjectBackend.File;

    [Required]
    public string Folder { get; set; } = "data/objects";
}
