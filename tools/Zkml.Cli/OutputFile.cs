namespace Zkml.Cli;

/// <summary>Writes what the user asked for; whatever stands in the way becomes one sentence.</summary>
public static class OutputFile
{
    public static void Write(string path, byte[] content) => Guard(path, () => File.WriteAllBytes(path, content));

    /// <summary>A new file that is never readable for others, not even for a moment.</summary>
    public static void Write(string path, byte[] content, UnixFileMode mode) => Guard(path, () =>
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    });

    public static void Guard(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"Cannot write {path}: {e.Message}", e);
        }
    }
}
