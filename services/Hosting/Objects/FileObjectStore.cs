using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Objects;

/// <summary>One file per object, readable by the account of the service only. A file has its name when it is complete.</summary>
internal sealed class FileObjectStore(IOptions<ObjectOptions> options) : IObjectStore
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task PutAsync(ObjectKind kind, Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        string path = PathOf(kind, id), partial = $"{path}.{Guid.NewGuid():N}.partial";
        CreateFolder(Path.GetDirectoryName(path)!);
        await WriteAsync(partial, bytes, cancel);
        try
        {
            File.Move(partial, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
            byte[] stored = await File.ReadAllBytesAsync(path, cancel);
            if (!bytes.Span.SequenceEqual(stored))
            {
                throw new InvalidOperationException($"Other bytes are stored as {kind} {id}.");
            }
        }
    }

    public async Task<byte[]?> GetAsync(ObjectKind kind, Guid id, long largest, CancellationToken cancel)
    {
        FileInfo file = new(PathOf(kind, id));
        if (!file.Exists || file.Length > largest)
        {
            return null;
        }

        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancel);
        }
        catch (FileNotFoundException)
        {
            // Deleted since.
            return null;
        }
    }

    public Task DeleteAsync(ObjectKind kind, Guid id, CancellationToken cancel)
    {
        string path = PathOf(kind, id);
        if (Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder))
        {
            // With it, what a killed process left of it.
            foreach (string file in Directory.GetFiles(folder, $"{id:N}*"))
            {
                File.Delete(file);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Two levels, because a folder of a million files is slow. The last digits of a UUIDv7 are random, the first are time.</summary>
    private string PathOf(ObjectKind kind, Guid id) =>
        Path.Combine(options.Value.Folder, kind == ObjectKind.Proof ? "proofs" : "sealed", $"{id:N}"[^2..], $"{id:N}");

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes.Length };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        await using FileStream file = new(path, options);
        await file.WriteAsync(bytes, cancel);
        file.Flush(flushToDisk: true);
    }
}
