using System.Security.Cryptography;
using Zkml.Captures;

namespace Zkml.Device.Keys;

/// <summary>A key in a file, for simulators and tests: it does not show that a signature was made inside a device.</summary>
public sealed class SoftwareDeviceKey : IDeviceKey
{
    private const int MaxFileLength = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly ECDsa _key;

    private SoftwareDeviceKey(ECDsa key) => (_key, PublicKey) = (key, ReadPublicKey(key));

    public P256PublicKey PublicKey { get; }

    public static SoftwareDeviceKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="CryptographicException">It is no PKCS#8 file with a P-256 key and nothing after it.</exception>
    /// <exception cref="UnauthorizedAccessException">Others may read the file.</exception>
    public static SoftwareDeviceKey Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new UnauthorizedAccessException("The device key's file can be read by others: its mode must be 600.");
        }

        if (file.Length > MaxFileLength)
        {
            throw new CryptographicException("The file is too long for a device key.");
        }

        var pkcs8 = new byte[file.Length];
        try
        {
            file.ReadExactly(pkcs8);
            return Import(pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>A new file that only its owner may read: PKCS#8, not encrypted.</summary>
    public void Save(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        byte[] pkcs8 = _key.ExportPkcs8PrivateKey();
        try
        {
            using var file = new FileStream(path, options);
            file.Write(pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    public byte[] SignDigest(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, SHA256.HashSizeInBytes, nameof(digest));
        var signature = new byte[CoseSign1.SignatureLength];
        _key.SignHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signature;
    }

    public void Dispose() => _key.Dispose();

    private static SoftwareDeviceKey Import(ReadOnlySpan<byte> pkcs8)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out int read);
            if (read != pkcs8.Length || key.ExportParameters(false).Curve.Oid.Value != "1.2.840.10045.3.1.7")
            {
                throw new CryptographicException("The file holds no P-256 key, or something after it.");
            }

            return new SoftwareDeviceKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static P256PublicKey ReadPublicKey(ECDsa key)
    {
        ECPoint q = key.ExportParameters(false).Q;
        return P256PublicKey.TryCreate(new Bytes32(q.X), new Bytes32(q.Y), out P256PublicKey? read)
            ? read
            : throw new CryptographicException("The public key is no point of P-256.");
    }
}
