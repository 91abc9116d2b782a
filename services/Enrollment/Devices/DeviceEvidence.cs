using System.Diagnostics.CodeAnalysis;
using System.Text;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device.Certificates;
using Zkml.Enrollment.Http;

namespace Zkml.Enrollment.Devices;

/// <summary>A registration whose parts have their form.</summary>
internal sealed record DeviceEvidence(Digest Nonce, IReadOnlyList<byte[]> Chain, byte[] Signature)
{
    /// <summary>Characters of the base64 of the largest certificate that is read.</summary>
    private const int LongestCertificate = (4096 + 2) / 3 * 4;

    public static bool TryRead(DeviceRegistration body, [NotNullWhen(true)] out DeviceEvidence? evidence)
    {
        evidence = null;
        if (body.Chain.Count is 0 or > DeviceChain.MaxLength || !Base64UrlBytes.TryRead(body.Nonce, Digest.Length, out byte[]? nonce)
            || !Base64UrlBytes.TryRead(body.Signature, CoseSign1.SignatureLength, out byte[]? signature))
        {
            return false;
        }

        var chain = new byte[body.Chain.Count][];
        for (int i = 0; i < chain.Length; i++)
        {
            if (!TryReadCertificate(body.Chain[i], out byte[]? certificate))
            {
                return false;
            }

            chain[i] = certificate;
        }

        evidence = new DeviceEvidence(new Digest(nonce), chain, signature);
        return true;
    }

    private static bool TryReadCertificate(string? text, [NotNullWhen(true)] out byte[]? certificate)
    {
        certificate = null;
        if (text is not { Length: > 0 and <= LongestCertificate } || !Ascii.IsValid(text))
        {
            return false;
        }

        var bytes = new byte[text.Length / 4 * 3];
        certificate = Convert.TryFromBase64String(text, bytes, out int written) && Convert.ToBase64String(bytes.AsSpan(0, written)) == text ? bytes[..written] : null;
        return certificate is not null;
    }
}
