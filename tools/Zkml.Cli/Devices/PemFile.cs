using System.Security.Cryptography;
using System.Text;

namespace Zkml.Cli.Devices;

/// <summary>Certificates as PEM (RFC 7468): one block, or a chain with the device's first.</summary>
public static class PemFile
{
    private const int MaxBytes = 1 << 16;

    private const string Certificate = "CERTIFICATE";

    /// <summary>All certificates of a file, DER.</summary>
    public static IReadOnlyList<byte[]> ReadCertificates(string path)
    {
        string rest = Encoding.UTF8.GetString(InputFile.Read(path, MaxBytes));
        var found = new List<byte[]>();
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label] != Certificate)
            {
                throw new UsageException($"{path} has a PEM block that is no certificate.");
            }

            found.Add(Convert.FromBase64String(rest[fields.Base64Data]));
            rest = rest[fields.Location.End..];
        }

        return found.Count > 0 ? found : throw new UsageException($"{path} has no certificate in PEM.");
    }

    public static void WriteCertificates(string path, params IEnumerable<byte[]> certificates) => OutputFile.Write(
        path, Encoding.UTF8.GetBytes(string.Concat(certificates.Select(der => PemEncoding.WriteString(Certificate, der) + "\n"))));
}
