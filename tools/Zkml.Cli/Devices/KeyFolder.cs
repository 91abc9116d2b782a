using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Captures;
using Zkml.Device.Keys;

namespace Zkml.Cli.Devices;

/// <summary>
/// A device's or a manufacturer's folder: a certificate, and its key as a file that only its owner may read, or as a reference into a PKCS#11 token, whose
/// PIN is taken from the environment.
/// </summary>
public sealed class KeyFolder(string path)
{
    private const string Pin = "ZKML_TOKEN_PIN", KeyFile = "key.p8", TokenFile = "token.json", CertificateFile = "certificate.pem";

    private const int MaxTokenFile = 4096;

    public string CertificatePath => Path.Combine(path, CertificateFile);

    /// <summary>A new key in an empty or new folder.</summary>
    public IDeviceKey Create(Pkcs11Location? token)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new UsageException($"{path} is not empty.");
        }

        return Guard(() =>
        {
            Directory.CreateDirectory(path);
            if (token is not null)
            {
                Pkcs11DeviceKey inToken = Pkcs11DeviceKey.Generate(token, PinOfToken());
                OutputFile.Write(Path.Combine(path, TokenFile), JsonSerializer.SerializeToUtf8Bytes(token, ZkmlJson.Default.Pkcs11Location));
                return (IDeviceKey)inToken;
            }

            SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
            key.Save(Path.Combine(path, KeyFile));
            return key;
        });
    }

    public IDeviceKey Open() => Guard(() =>
    {
        string token = Path.Combine(path, TokenFile);
        return File.Exists(token)
            ? Pkcs11DeviceKey.Open(Location(token), PinOfToken())
            : (IDeviceKey)SoftwareDeviceKey.Load(Path.Combine(path, KeyFile));
    });

    public IReadOnlyList<byte[]> Certificates() => PemFile.ReadCertificates(CertificatePath);

    private static Pkcs11Location Location(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(InputFile.Read(file, MaxTokenFile), ZkmlJson.Default.Pkcs11Location)
                ?? throw new UsageException($"{file} names no token.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} names no token.", e);
        }
    }

    private static string PinOfToken() => Environment.GetEnvironmentVariable(Pin) ?? throw new UsageException($"Set {Pin} to the token's PIN.");

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException
            or Net.Pkcs11Interop.Common.Pkcs11Exception or Net.Pkcs11Interop.Common.UnmanagedException)
        {
            throw new UsageException($"The key of {path} cannot be used: {e.Message}", e);
        }
    }
}
