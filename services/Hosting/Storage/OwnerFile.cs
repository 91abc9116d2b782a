namespace Zkml.Hosting.Storage;

/// <summary>A file with a key that was made at need, for the account of the service only.</summary>
public static class OwnerFile
{
    /// <exception cref="IOException">The file exists.</exception>
    public static void Create(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStreamOptions create = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, create);
        writer.Write(text);
    }
}
