namespace Zkml.Cli;

/// <summary>Reads what the user names; whatever stands in the way becomes one sentence.</summary>
public static class InputFile
{
    /// <summary>Reads a whole file of at most <paramref name="maxBytes"/>; a longer one is refused before anything is allocated.</summary>
    public static byte[] Read(string path, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > maxBytes)
            {
                throw new UsageException($"{path} has {stream.Length} bytes, more than the {maxBytes} allowed here.");
            }

            byte[] bytes = new byte[(int)stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"Cannot read {path}: {e.Message}", e);
        }
    }
}
