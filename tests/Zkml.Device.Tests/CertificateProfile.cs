using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zkml.Device.Certificates;

namespace Zkml.Device.Tests;

/// <summary>Certificates that another writer made and the narrow profile refuses.</summary>
public sealed class CertificateProfile : IDisposable
{
    private const string Oid = "0603550403";
    private readonly ForeignCertificates _maker = new();

    public void Dispose() => _maker.Dispose();

    [Fact]
    public void A_certificate_of_the_profile_is_accepted_whoever_wrote_it() => Expect(DeviceChainRejection.None, _maker.Device());

    [Fact]
    public void Other_keys_and_hashes_are_refused()
    {
        Expect(DeviceChainRejection.Algorithm, _maker.Device(curve: ECCurve.NamedCurves.nistP384));
        Expect(DeviceChainRejection.Algorithm, _maker.Device(hash: HashAlgorithmName.SHA384));
        Expect(DeviceChainRejection.Algorithm, _maker.RsaDevice());
    }

    [Fact]
    public void Basic_constraints_are_there_and_critical()
    {
        Expect(DeviceChainRejection.BasicConstraints, _maker.Device(Replace(0)));
        Expect(DeviceChainRejection.BasicConstraints, _maker.Device(Replace(0, new X509BasicConstraintsExtension(false, false, 0, false))));
        Expect(DeviceChainRejection.BasicConstraints, _maker.Device(Replace(0, new X509BasicConstraintsExtension(true, false, 0, true))));
    }

    [Fact]
    public void A_device_signs_and_does_nothing_else()
    {
        Expect(DeviceChainRejection.KeyUsage, _maker.Device(Replace(1)));
        Expect(DeviceChainRejection.KeyUsage, _maker.Device(Replace(1, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, false))));
        Expect(DeviceChainRejection.KeyUsage, _maker.Device(Replace(1, new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, true))));
        Expect(DeviceChainRejection.KeyUsage, _maker.Device(Replace(
            1, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, true))));
    }

    [Fact]
    public void A_critical_extension_that_is_not_known_is_refused_and_another_is_not()
    {
        Expect(DeviceChainRejection.UnknownExtension, _maker.Device([.. ForeignCertificates.DeviceExtensions, new X509Extension("1.2.3.4", [5, 0], true)]));
        Expect(DeviceChainRejection.None, _maker.Device([.. ForeignCertificates.DeviceExtensions, new X509Extension("1.2.3.4", [5, 0], false)]));
    }

    [Fact]
    public void A_device_has_a_model_and_a_firmware()
    {
        Expect(DeviceChainRejection.Model, _maker.Device(Replace(2)));
        Expect(DeviceChainRejection.Model, _maker.Device(Replace(2, ForeignCertificates.Model(Oid))));
        Expect(DeviceChainRejection.Model, _maker.Device(Replace(2, ForeignCertificates.Model(Oid, "0201ff"))));
        Expect(DeviceChainRejection.Model, _maker.Device(Replace(2, ForeignCertificates.Model(Oid, "02050100000000"))));
        Expect(DeviceChainRejection.Model, _maker.Device(Replace(2, ForeignCertificates.Model("020107", Oid))));
        Expect(DeviceChainRejection.None, _maker.Device(Replace(2, ForeignCertificates.Model(Oid, "020500ffffffff"))));
    }

    [Fact]
    public void A_device_has_one_name()
    {
        Expect(DeviceChainRejection.Model, _maker.Device(subject: "O=Maker"));
        Expect(DeviceChainRejection.Model, _maker.Device(subject: "CN=device 1, O=Maker"));
        Expect(DeviceChainRejection.UnknownRoot, _maker.Device(issuer: new X500DistinguishedName("CN=Another root")));
    }

    private static X509Extension[] Replace(int index, X509Extension? by = null) =>
        [.. ForeignCertificates.DeviceExtensions.Where((_, i) => i != index), .. by is null ? Array.Empty<X509Extension>() : [by]];

    private void Expect(DeviceChainRejection reason, byte[] device) =>
        Assert.Equal(reason, DeviceChain.Validate([device], new DeviceTrust([_maker.Root], new At(At.Noon)), out _));
}
