using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;
using Zkml.Captures;

namespace Zkml.Device.Certificates;

/// <summary>A manufacturer's certification authority: a root, or one below it. It does not own its key.</summary>
public sealed class ManufacturerAuthority
{
    private readonly IDeviceKey _key;
    private readonly X509Name _name;
    private readonly int _pathLength;
    private readonly bool _simulator;

    private ManufacturerAuthority(IDeviceKey key, X509Name name, int pathLength, bool simulator, byte[] certificate)
    {
        (_key, _name, _pathLength, _simulator) = (key, name, pathLength, simulator);
        Certificate = certificate;
    }

    /// <summary>DER.</summary>
    public byte[] Certificate { get; }

    /// <param name="key">Signs certificates.</param>
    /// <param name="name">Common name.</param>
    /// <param name="pathLength">Authorities that may stand between the root and a device.</param>
    /// <param name="validity">Of the root.</param>
    /// <param name="simulator">Its devices are made of software: validation refuses them unless told otherwise.</param>
    public static ManufacturerAuthority CreateRoot(IDeviceKey key, string name, int pathLength, Validity validity, bool simulator = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pathLength);
        X509Name subject = Name(name);
        X509V3CertificateGenerator generator = Generator(subject, subject, key.PublicKey, validity);
        AddAuthorityExtensions(generator, pathLength, simulator);
        return new ManufacturerAuthority(key, subject, pathLength, simulator, Sign(generator, key));
    }

    /// <summary>An authority made before. Null unless the certificate is an authority's in our profile and names this key.</summary>
    public static ManufacturerAuthority? Open(IDeviceKey key, byte[] certificate)
    {
        if (!CertificateReader.TryRead(certificate, out CertificateReader? reader)
            || reader.PublicKey() != key.PublicKey
            || !reader.HasUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign))
        {
            return null;
        }

        int pathLength = reader.Certificate.GetBasicConstraints();
        return pathLength < 0
            ? null
            : new ManufacturerAuthority(key, reader.Subject, pathLength, reader.HasExtension(DeviceOids.Simulator), certificate);
    }

    /// <summary>An authority below this one.</summary>
    public ManufacturerAuthority IssueAuthority(IDeviceKey key, string name, Validity validity)
    {
        if (_pathLength == 0)
        {
            throw new InvalidOperationException("This authority may certify devices only.");
        }

        X509Name subject = Name(name);
        X509V3CertificateGenerator generator = Generator(_name, subject, key.PublicKey, validity);
        AddAuthorityExtensions(generator, _pathLength - 1, _simulator);
        return new ManufacturerAuthority(key, subject, _pathLength - 1, _simulator, Sign(generator, _key));
    }

    /// <param name="deviceKey">Public key of the device, which has shown that it has the private one.</param>
    /// <param name="serialNumber">The device's own, as printed on it: the common name.</param>
    /// <param name="model">Object identifier of the model.</param>
    /// <param name="firmware">As delivered.</param>
    /// <param name="validity">Of the certificate.</param>
    /// <returns>DER.</returns>
    public byte[] IssueDevice(P256PublicKey deviceKey, string serialNumber, string model, FirmwareVersion firmware, Validity validity)
    {
        X509V3CertificateGenerator generator = Generator(_name, Name(serialNumber), deviceKey, validity);
        generator.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(false));
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.DigitalSignature));
        var delivered = new DerSequence(new DerObjectIdentifier(model), new DerInteger(BigInteger.ValueOf(firmware.Value)));
        generator.AddExtension(DeviceOids.Model, false, delivered);
        return Sign(generator, _key);
    }

    private static void AddAuthorityExtensions(X509V3CertificateGenerator generator, int pathLength, bool simulator)
    {
        generator.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(pathLength));
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign));
        if (simulator)
        {
            generator.AddExtension(DeviceOids.Simulator, false, DerNull.Instance);
        }
    }

    private static X509V3CertificateGenerator Generator(X509Name issuer, X509Name subject, P256PublicKey key, Validity validity)
    {
        var generator = new X509V3CertificateGenerator();
        // 127 random bits and a leading one: unique, positive, and always of 16 bytes.
        byte[] serial = System.Security.Cryptography.RandomNumberGenerator.GetBytes(16);
        serial[0] |= 0x80;
        generator.SetSerialNumber(new BigInteger(1, serial));
        generator.SetIssuerDN(issuer);
        generator.SetSubjectDN(subject);
        generator.SetNotBefore(validity.NotBefore.UtcDateTime);
        generator.SetNotAfter(validity.NotAfter.UtcDateTime);
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, X9ObjectIdentifiers.Prime256v1);
        generator.SetSubjectPublicKeyInfo(new SubjectPublicKeyInfo(algorithm, [0x04, .. key.ToArray()]));
        return generator;
    }

    private static byte[] Sign(X509V3CertificateGenerator generator, IDeviceKey key) => generator.Generate(new DeviceKeySignature(key)).GetEncoded();

    private static X509Name Name(string commonName) => new([X509Name.CN], [commonName]);
}
