namespace Zkml.Hosting.Objects;

public enum ObjectBackend
{
    /// <summary>A folder, which all processes must share.</summary>
    File,
    PostgreSql,
    S3,
}
