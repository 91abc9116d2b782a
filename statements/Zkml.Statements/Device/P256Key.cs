using System.Security.Cryptography;
using Zkml.Captures;

namespace Zkml.Statements.Device;

/// <summary>Public keys on P-256 as x ‖ y, 64 bytes, big-endian.</summary>
public static class P256Key
{
    private const string Curve = "1.2.840.10045.3.1.7";

    /// <summary>Reads one PEM block "PUBLIC KEY".</summary>
    /// <exception cref="FormatException">It is something else, or on another curve.</exception>
    public static byte[] FromPem(ReadOnlySpan<char> pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return Of(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException("A PEM block is not a public key on P-256.", e);
        }
    }

    /// <exception cref="FormatException">x ‖ y is no point of the curve.</exception>
    public static P256PublicKey Point(ReadOnlySpan<byte> key) =>
        P256PublicKey.TryRead(key, out P256PublicKey? point) ? point : throw new FormatException("A key is no point of P-256.");

    /// <exception cref="FormatException">The key is on another curve.</exception>
    public static byte[] Of(ECDsa key)
    {
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == Curve
            ? [.. parameters.Q.X!, .. parameters.Q.Y!]
            : throw new FormatException("A key is not on P-256.");
    }
}
