namespace Zkml.Cli;

/// <summary>Writes what the user asked for; whatever stands in the way becomes one sentence.</summary>
public static class OutputFile
{
    public static void Write(string path, byte[] content)
    {
        try
        {
            File.WriteAllBytes(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"Cannot write {path}: {e.Message}", e);
        }
    }
}
