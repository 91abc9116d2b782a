using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Zkml.Captures;

namespace Zkml.Device.Certificates;

/// <summary>The parts of a certificate that validation looks at, read strictly.</summary>
internal sealed class CertificateReader
{
    /// <summary>Ours have about 400 bytes.</summary>
    public const int MaxLength = 4096;

    private CertificateReader(byte[] der, X509Certificate certificate) => (Der, Certificate) = (der, certificate);

    public byte[] Der { get; }

    public X509Certificate Certificate { get; }

    public X509Name Subject => Certificate.SubjectDN;

    /// <summary>False unless it is canonical DER of a version 3 certificate with nothing after it, all of whose known extensions can be read.</summary>
    public static bool TryRead(byte[] der, [NotNullWhen(true)] out CertificateReader? reader)
    {
        reader = null;
        if (der.Length > MaxLength)
        {
            return false;
        }

        try
        {
            var certificate = new X509Certificate(der);
            bool canonical = certificate.Version == 3
                && certificate.CertificateStructure.GetEncoded(Asn1Encodable.Der).AsSpan().SequenceEqual(der)
                && certificate.NotBefore <= certificate.NotAfter
                && certificate.SerialNumber.SignValue > 0
                && certificate.SerialNumber.BitLength < 160;
            var read = new CertificateReader(der, certificate);
            read.Touch();
            reader = canonical ? read : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException or InvalidOperationException or InvalidCastException
            or ArithmeticException or IndexOutOfRangeException or GeneralSecurityException)
        {
            // What BouncyCastle throws at malformed input.
        }

        return reader is not null;
    }

    /// <summary>Null unless an uncompressed point of P-256 under id-ecPublicKey.</summary>
    public P256PublicKey? PublicKey()
    {
        SubjectPublicKeyInfo info = Certificate.SubjectPublicKeyInfo;
        return info.Algorithm.Algorithm.Equals(X9ObjectIdentifiers.IdECPublicKey)
            && X9ObjectIdentifiers.Prime256v1.Equals(info.Algorithm.Parameters)
            && info.PublicKey.GetBytes() is [0x04, .. byte[] point]
            && P256PublicKey.TryRead(point, out P256PublicKey? key)
            ? key
            : null;
    }

    public bool IsEcdsaWithSha256() =>
        Certificate.CertificateStructure.SignatureAlgorithm is { Parameters: null } outer
        && outer.Algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha256)
        && outer.Equals(Certificate.TbsCertificate.Signature);

    public bool IsSignedBy(P256PublicKey issuer) =>
        DeviceKeySignature.FromDer(Certificate.GetSignature()) is byte[] signature
        && issuer.Verify(SHA256.HashData(Certificate.GetTbsCertificate()), signature);

    public bool HasExtension(DerObjectIdentifier oid) => Certificate.GetExtension(oid) is not null;

    public bool IsCritical(DerObjectIdentifier oid) => Certificate.GetExtension(oid) is { IsCritical: true };

    /// <summary>Whether exactly these usages are allowed.</summary>
    public bool HasUsage(int usage) =>
        Certificate.GetExtension(X509Extensions.KeyUsage) is { } extension && KeyUsage.GetInstance(extension.GetParsedValue()).IntValue == usage;

    /// <summary>Model and firmware, or null.</summary>
    public (string Oid, FirmwareVersion Firmware)? Model() =>
        Certificate.GetExtension(DeviceOids.Model)?.GetParsedValue() is Asn1Sequence { Count: 2 } sequence
        && sequence[0] is DerObjectIdentifier model
        && sequence[1] is DerInteger { Value: { SignValue: >= 0, BitLength: <= 32 } firmware }
            ? (model.Id, new FirmwareVersion((uint)firmware.LongValue))
            : null;

    /// <summary>The subject if it is one common name, or null.</summary>
    public string? CommonName() => Subject.GetOidList() is [DerObjectIdentifier oid] && oid.Equals(X509Name.CN) ? Subject.GetValueList()[0] : null;

    /// <summary>Reads all that is looked at later, so that faults of the parser come up where they are caught.</summary>
    private void Touch()
    {
        _ = (PublicKey(), HasUsage(0), Model(), CommonName(), IsEcdsaWithSha256());
        _ = (Certificate.GetBasicConstraints(), DeviceKeySignature.FromDer(Certificate.GetSignature()), Certificate.GetCriticalExtensionOids());
        _ = Subject.Equivalent(Certificate.IssuerDN, true);
    }
}
