using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Cli.Captures;
using Zkml.Credentials;
using Zkml.Statements.Device;

namespace Zkml.Cli.Holders;

/// <summary>A holder's key: the public part for services, the private part for its owner only.</summary>
public sealed class HolderFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int MaxKey = 1024;

    public string PublicKeyFile => Path.Combine(path, "holder.jwk");

    private string KeyFile => Path.Combine(path, "key.p8");

    /// <summary>The file's key, or that of a folder made by `zkml holder new`.</summary>
    public static P256PublicKey PublicKey(string fileOrFolder)
    {
        string file = Directory.Exists(fileOrFolder) ? new HolderFolder(fileOrFolder).PublicKeyFile : fileOrFolder;
        return P256Key.Point(ChallengeOptions.Holder(file).Coordinates());
    }

    /// <summary>A new key in an empty or new folder.</summary>
    public EcPublicJwk Create()
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new UsageException($"{path} is not empty.");
        }

        OutputFile.Guard(path, () => Directory.CreateDirectory(path));
        using SoftwareSigner key = SoftwareSigner.CreateHolder();
        byte[] secret = key.ExportPkcs8();
        try
        {
            OutputFile.Write(KeyFile, secret, OwnerOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        OutputFile.Write(PublicKeyFile, key.PublicKey.Write());
        return key.PublicKey;
    }

    public SoftwareSigner Open()
    {
        byte[] secret = InputFile.Read(KeyFile, MaxKey);
        try
        {
            return SoftwareSigner.ImportHolder(secret);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UsageException($"{KeyFile} is no key of a holder.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
