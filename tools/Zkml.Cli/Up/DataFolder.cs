using System.Text;
using Zkml.Captures;
using Zkml.Cli.Devices;
using Zkml.Hosting.Security;

namespace Zkml.Cli.Up;

/// <summary>
/// All that a house keeps: databases, objects, keys, the root of a manufacturer of simulated devices. For its owner only, and for one process at a time;
/// keys are made when they are missing.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private const int MaxKeyFile = 256;

    private readonly string _path;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (_path, _lock) = (path, held);

    public string Storage => At("storage");

    public string Objects => At("objects");

    public string Models => At("models");

    /// <summary>Key and certificate, as `zkml device issue` takes them.</summary>
    public KeyFolder Manufacturer => new(ManufacturerPath);

    public string ManufacturerPath => At("manufacturer");

    public string OperatorKeyFile => KeyFileOf(Roles.Operator);

    public string DeviceKeyFile => KeyFileOf(Roles.Device);

    /// <exception cref="UsageException">It cannot be written, others may look into it, or another process uses it.</exception>
    public static DataFolder Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Path.GetFullPath(path);
        OutputFile.Guard(path, () => CreateForOwner(full));
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(full) & ~OwnerFolder) != 0)
        {
            throw new UsageException($"{path} can be read by others; it will hold keys: its mode must be 700.");
        }

        DataFolder folder = new(full, Lock(full, path));
        OutputFile.Guard(path, folder.MakeKeys);
        return folder;
    }

    /// <summary>Role and digest of an API key, as the services' settings have them.</summary>
    public static (string Id, string Sha256) Read(string keyFile) =>
        ApiKey.TryRead(Encoding.ASCII.GetString(InputFile.Read(keyFile, MaxKeyFile)).Trim(), out string? id, out string? sha256)
            ? (id, sha256)
            : throw new UsageException($"{keyFile} holds no API key.");

    public void Dispose() => _lock.Dispose();

    private static void CreateForOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    private static FileStream Lock(string full, string path)
    {
        try
        {
            return new FileStream(Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written, or another process uses it: {e.Message}", e);
        }
    }

    private void MakeKeys()
    {
        foreach (string role in new[] { Roles.Operator, Roles.Device }.Where(role => !File.Exists(KeyFileOf(role))))
        {
            OutputFile.Write(KeyFileOf(role), Encoding.ASCII.GetBytes(ApiKey.Create(role).Key + "\n"), OwnerFile);
        }

        if (!File.Exists(Manufacturer.CertificatePath))
        {
            using IDeviceKey key = Manufacturer.Create(token: null);
            DeviceCommand.MakeRoot(Manufacturer, key, "Simulated devices", simulator: true);
        }
    }

    private string KeyFileOf(string role) => At($"{role}.key");

    private string At(string name) => Path.Combine(_path, name);
}
