namespace Zkml.Cli;

/// <summary>Writes what the user asked for; whatever stands in the way becomes one sentence.</summary>
public static class OutputFile
{
    public static void Write(string path, byte[] content) => Write(path, content, new FileStreamOptions { Mode = FileMode.Create });

    /// <summary>A new file that is never readable for others, not even for a moment.</summary>
    public static void Write(string path, byte[] content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        Write(path, content, options);
    }

    /// <summary>Unbuffered, so that a full disk is noticed here; then a file that was not there before is taken away again, not left cut off.</summary>
    private static void Write(string path, byte[] content, FileStreamOptions options) => Guard(path, () =>
    {
        options.Access = FileAccess.Write;
        options.BufferSize = 0;
        bool isNew = !Path.Exists(path), isOpen = false;
        try
        {
            using var file = new FileStream(path, options);
            isOpen = true;
            file.Write(content);
        }
        catch (IOException) when (isNew && isOpen)
        {
            File.Delete(path);
            throw;
        }
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
