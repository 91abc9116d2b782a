using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Zkml.Captures;

namespace Zkml.Device.Certificates;

/// <summary>
/// Validation of a device certificate up to a trusted root, in the narrow profile that <see cref="ManufacturerAuthority"/> writes (RFC 5280, section 6
/// without policies and name constraints, which are refused where critical).
/// </summary>
public static class DeviceChain
{
    /// <summary>Device and authorities below the root.</summary>
    public const int MaxLength = 4;

    private static readonly DerObjectIdentifier[] Known = [X509Extensions.BasicConstraints, X509Extensions.KeyUsage, DeviceOids.Model, DeviceOids.Simulator];

    /// <param name="chain">DER: the device, then its issuer, and so on; without the root.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="device">What the device's certificate says; null if refused.</param>
    public static DeviceChainRejection Validate(IReadOnlyList<byte[]> chain, DeviceTrust trust, out DeviceCertificate? device)
    {
        device = null;
        if (chain.Count is 0 or > MaxLength || !TryReadAll(chain, out CertificateReader[] certificates))
        {
            return DeviceChainRejection.Malformed;
        }

        if (FindRoot(certificates[^1], trust) is not CertificateReader root)
        {
            return DeviceChainRejection.UnknownRoot;
        }

        if (root.HasExtension(DeviceOids.Simulator) && !trust.AllowSimulated)
        {
            return DeviceChainRejection.Simulator;
        }

        CertificateReader issuer = root;
        DeviceChainRejection rejection = Check(root, root, certificates.Length - 1, trust.Clock);
        for (int i = certificates.Length - 1; i >= 0 && rejection == DeviceChainRejection.None; i--)
        {
            rejection = Check(certificates[i], issuer, i - 1, trust.Clock);
            issuer = certificates[i];
        }

        return rejection != DeviceChainRejection.None ? rejection : Describe(certificates[0], out device);
    }

    /// <summary>Whether a root, DER, certifies simulated devices: production starts without such.</summary>
    public static bool IsOfSimulators(byte[] root) => CertificateReader.TryRead(root, out CertificateReader? reader) && reader.HasExtension(DeviceOids.Simulator);

    private static bool TryReadAll(IReadOnlyList<byte[]> chain, out CertificateReader[] certificates)
    {
        certificates = new CertificateReader[chain.Count];
        for (int i = 0; i < chain.Count; i++)
        {
            if (!CertificateReader.TryRead(chain[i], out CertificateReader? reader))
            {
                return false;
            }

            certificates[i] = reader;
        }

        return true;
    }

    /// <summary>Roots of one name are told apart by whose key signed.</summary>
    private static CertificateReader? FindRoot(CertificateReader last, DeviceTrust trust)
    {
        CertificateReader? named = null;
        foreach (byte[] der in trust.Roots)
        {
            if (CertificateReader.TryRead(der, out CertificateReader? root) && root.Subject.Equivalent(last.Certificate.IssuerDN, true))
            {
                named ??= root;
                if (root.PublicKey() is P256PublicKey key && last.IsSignedBy(key))
                {
                    return root;
                }
            }
        }

        return named;
    }

    /// <param name="certificate">Root, authority or device.</param>
    /// <param name="issuer">Of which all this has been checked; the root is its own.</param>
    /// <param name="authoritiesBelow">−1 for the device.</param>
    /// <param name="clock">Says what is expired.</param>
    private static DeviceChainRejection Check(CertificateReader certificate, CertificateReader issuer, int authoritiesBelow, TimeProvider clock)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return now < certificate.Certificate.NotBefore ? DeviceChainRejection.NotYetValid
            : now > certificate.Certificate.NotAfter ? DeviceChainRejection.Expired
            : !certificate.IsEcdsaWithSha256() || certificate.PublicKey() is null || issuer.PublicKey() is not P256PublicKey key ? DeviceChainRejection.Algorithm
            : !certificate.Certificate.IssuerDN.Equivalent(issuer.Subject, true) ? DeviceChainRejection.Names
            : !certificate.IsSignedBy(key) ? DeviceChainRejection.Signature
            : !HasConstraints(certificate, authoritiesBelow) ? DeviceChainRejection.BasicConstraints
            : !HasUsage(certificate, authoritiesBelow) ? DeviceChainRejection.KeyUsage
            : certificate.Certificate.GetCriticalExtensionOids().Any(oid => !Known.Any(known => known.Id == oid)) ? DeviceChainRejection.UnknownExtension
            : DeviceChainRejection.None;
    }

    private static bool HasConstraints(CertificateReader certificate, int authoritiesBelow)
    {
        // The path length of a certificate without authority is −1, and so is the number of authorities below a device.
        if (!certificate.IsCritical(X509Extensions.BasicConstraints))
        {
            return false;
        }

        int pathLength = certificate.Certificate.GetBasicConstraints();
        return authoritiesBelow < 0 ? pathLength < 0 : pathLength >= authoritiesBelow;
    }

    private static bool HasUsage(CertificateReader certificate, int authoritiesBelow) =>
        certificate.IsCritical(X509Extensions.KeyUsage)
        && certificate.HasUsage(authoritiesBelow < 0 ? KeyUsage.DigitalSignature : KeyUsage.KeyCertSign | KeyUsage.CrlSign);

    private static DeviceChainRejection Describe(CertificateReader certificate, out DeviceCertificate? device)
    {
        device = certificate.Model() is (string model, FirmwareVersion firmware) && certificate.CommonName() is string serial
            ? new DeviceCertificate(certificate.PublicKey()!, serial, model, firmware, certificate.Certificate.NotAfter)
            : null;
        return device is null ? DeviceChainRejection.Model : DeviceChainRejection.None;
    }
}
