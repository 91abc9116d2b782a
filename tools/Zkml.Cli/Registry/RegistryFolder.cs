using System.Security.Cryptography;
using System.Text;
using Zkml.Credentials;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Registry;

/// <summary>
/// A registry on disk: the devices with all epochs, the key that signs its roots (only its owner may read it), its public key set, and the latest signed root.
/// </summary>
public sealed class RegistryFolder(string path)
{
    private const string DevicesFile = "registry.cbor", KeyFile = "key.p8", AddressFile = "address.txt";

    private const int MaxRegistryBytes = 128 << 20, MaxSmallFile = 4096;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string SignedRootPath => Path.Combine(path, "root.jwt");

    public string KeysPath => Path.Combine(path, "jwks.json");

    private string DevicesPath => Path.Combine(path, DevicesFile);

    /// <summary>An empty registry with a new signing key.</summary>
    public DeviceRegistry Create(string address, int depth)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new UsageException($"{path} is not empty.");
        }

        OutputFile.Guard(path, () => Directory.CreateDirectory(path));
        using SoftwareSigner signer = SoftwareSigner.CreateIssuer();
        byte[] secret = signer.ExportPkcs8();
        try
        {
            OutputFile.Write(Path.Combine(path, KeyFile), secret, OwnerOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        OutputFile.Write(Path.Combine(path, AddressFile), Encoding.UTF8.GetBytes(address));
        OutputFile.Write(KeysPath, new JsonWebKeySet([signer.PublicKey]).Write());
        var registry = new DeviceRegistry(depth);
        Save(registry);
        return registry;
    }

    public DeviceRegistry Open() => DeviceRegistry.TryRead(InputFile.Read(DevicesPath, MaxRegistryBytes), out DeviceRegistry? registry)
        ? registry
        : throw new UsageException($"{DevicesPath} is no registry, or it was changed.");

    /// <summary>Writes the devices beside the old file, then over it, and signs the root.</summary>
    public void Save(DeviceRegistry registry)
    {
        string next = DevicesPath + ".new";
        OutputFile.Write(next, registry.Write());
        OutputFile.Guard(DevicesPath, () => File.Move(next, DevicesPath, overwrite: true));
        byte[] secret = InputFile.Read(Path.Combine(path, KeyFile), MaxSmallFile);
        try
        {
            using SoftwareSigner signer = SoftwareSigner.ImportIssuer(secret);
            OutputFile.Write(SignedRootPath, Encoding.ASCII.GetBytes(SignedRoot.Sign(Describe(registry), signer)));
        }
        catch (CryptographicException e)
        {
            throw new UsageException($"The key of {path} cannot be used: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private RegistryRoot Describe(DeviceRegistry registry) => new()
    {
        Registry = Encoding.UTF8.GetString(InputFile.Read(Path.Combine(path, AddressFile), MaxSmallFile)),
        Epoch = registry.Current.Number,
        Root = registry.Current.Root.ToHex(),
        Depth = registry.Depth,
        Count = registry.Current.Count,
        IssuedAt = TimeProvider.System.GetUtcNow(),
    };
}
