using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zkml.Captures;
using Zkml.Cli.Devices;
using Zkml.Models.Iris;
using Zkml.Networks;
using Zkml.Statements.Device;

namespace Zkml.Cli;

/// <summary>Values of options that several commands take; a value that cannot be read becomes one sentence.</summary>
public static class Options
{
    public static FirmwareVersion Firmware(string text) => FirmwareVersion.TryParse(text, out FirmwareVersion version)
        ? version
        : throw new UsageException($"'{text}' is no firmware version such as 1.2.3.");

    public static DigestAlgorithm Digest(string name) => name switch
    {
        "poseidon2-koalabear" => DigestAlgorithm.Poseidon2KoalaBear,
        "sha-256" => DigestAlgorithm.Sha256,
        _ => throw new UsageException($"There is no digest '{name}'; there is: poseidon2-koalabear, sha-256."),
    };

    public static PixelScale Scale(string name) => name switch
    {
        "symmetric" => PixelScale.Symmetric,
        "imagenet" => PixelScale.ImageNet,
        _ => throw new UsageException($"There is no scale '{name}'; there is: symmetric, imagenet."),
    };

    public static MaskRule Rule(string name) => name switch
    {
        "simple" => MaskRule.Simple,
        "open-iris" => MaskRule.OpenIris,
        _ => throw new UsageException($"There is no mask rule '{name}'; there is: simple, open-iris."),
    };

    /// <summary>The key that a device's certificate is for. Says nothing of who signed it.</summary>
    public static P256PublicKey CertificateKey(string path)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(PemFile.ReadCertificates(path)[0]);
            using ECDsa? key = certificate.GetECDsaPublicKey();
            return key is not null && P256PublicKey.TryRead(P256Key.Of(key), out P256PublicKey? read) ? read : throw new CryptographicException("no P-256 key");
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new UsageException($"{path} is no certificate of a device.", e);
        }
    }

    /// <summary>A cosine of up to three decimals, in thousandths: "0.4" is 400.</summary>
    public static int PerMille(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value is > 0 and <= 1 && value * 1000 % 1 == 0
            ? (int)(value * 1000)
            : throw new UsageException($"'{text}' is no threshold; it is a cosine from 0.001 to 1 of at most three decimals.");

    /// <summary>32 bytes in hexadecimal, or null when the option is not given.</summary>
    public static byte[]? Hex32(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } hex)
        {
            return null;
        }

        return hex.Length == 2 * Bytes32.Length && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : throw new UsageException($"{option.Name} takes {Bytes32.Length} bytes as {2 * Bytes32.Length} hexadecimal digits.");
    }
}
