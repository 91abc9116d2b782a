using System.Security.Cryptography.X509Certificates;
using Zkml.Captures;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;

namespace Zkml.Device.Tests;

public sealed class CertificateChains : IDisposable
{
    private static readonly FirmwareVersion Firmware = new(1, 2, 3);
    private static readonly Validity Year = Validity.From(new At(At.Noon), TimeSpan.FromDays(365));
    private readonly SoftwareDeviceKey _rootKey = SoftwareDeviceKey.Generate();
    private readonly SoftwareDeviceKey _middleKey = SoftwareDeviceKey.Generate();
    private readonly SoftwareDeviceKey _deviceKey = SoftwareDeviceKey.Generate();
    private readonly ManufacturerAuthority _root;
    private readonly ManufacturerAuthority _middle;

    public CertificateChains()
    {
        _root = ManufacturerAuthority.CreateRoot(_rootKey, "Maker root", 1, Year);
        _middle = _root.IssueAuthority(_middleKey, "Maker factory 1", Year);
    }

    public void Dispose()
    {
        _rootKey.Dispose();
        _middleKey.Dispose();
        _deviceKey.Dispose();
    }

    [Fact]
    public void A_device_under_the_root_is_valid_and_described()
    {
        DeviceChainRejection rejection = DeviceChain.Validate([Issue(_root)], Trust(), out DeviceCertificate? device);

        Assert.Equal(DeviceChainRejection.None, rejection);
        Assert.Equal((_deviceKey.PublicKey, "SN-1", DeviceOids.SimulatedModel, Firmware), (device!.PublicKey, device.SerialNumber, device.Model, device.Firmware));
        Assert.Equal(At.Noon.AddDays(365), device.NotAfter);
    }

    [Fact]
    public void A_device_under_a_factory_is_valid() => Expect(DeviceChainRejection.None, [Issue(_middle), _middle.Certificate]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_framework_agrees(bool factory)
    {
        byte[][] chain = factory ? [Issue(_middle), _middle.Certificate] : [Issue(_root)];
        using X509Certificate2 device = X509CertificateLoader.LoadCertificate(chain[0]), root = X509CertificateLoader.LoadCertificate(_root.Certificate);
        using var validation = new X509Chain();
        validation.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        validation.ChainPolicy.CustomTrustStore.Add(root);
        validation.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        validation.ChainPolicy.DisableCertificateDownloads = true;
        validation.ChainPolicy.VerificationTime = At.Noon.UtcDateTime;
        if (factory)
        {
            validation.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(chain[1]));
        }

        Assert.True(validation.Build(device), string.Join(' ', validation.ChainStatus.Select(s => s.StatusInformation)));
    }

    [Fact]
    public void Dates_hold_for_every_certificate_of_the_chain()
    {
        byte[] device = Issue(_root);

        Expect(DeviceChainRejection.None, [device], At.Noon.AddDays(365));
        Expect(DeviceChainRejection.Expired, [device], At.Noon.AddDays(365).AddSeconds(1));
        Expect(DeviceChainRejection.NotYetValid, [device], At.Noon.AddHours(-2));
        var shortRoot = ManufacturerAuthority.CreateRoot(_rootKey, "Maker root", 0, Validity.From(new At(At.Noon), TimeSpan.FromDays(1)));
        Expect(DeviceChainRejection.Expired, [Issue(shortRoot)], At.Noon.AddDays(2), shortRoot.Certificate);
    }

    [Fact]
    public void A_root_that_is_not_trusted_is_refused_even_if_it_has_the_name_of_one()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        byte[] stranger = Issue(ManufacturerAuthority.CreateRoot(key, "Stranger", 1, Year));
        byte[] namesake = Issue(ManufacturerAuthority.CreateRoot(key, "Maker root", 1, Year));

        Expect(DeviceChainRejection.UnknownRoot, [stranger]);
        Expect(DeviceChainRejection.Signature, [namesake]);
    }

    [Fact]
    public void Of_two_roots_with_one_name_the_one_that_signed_counts()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        ManufacturerAuthority namesake = ManufacturerAuthority.CreateRoot(key, "Maker root", 1, Year);
        var trust = new DeviceTrust([namesake.Certificate, _root.Certificate], new At(At.Noon));

        Assert.Equal(DeviceChainRejection.None, DeviceChain.Validate([Issue(_root)], trust, out _));
    }

    [Fact]
    public void Simulated_devices_are_refused_unless_allowed()
    {
        ManufacturerAuthority simulator = ManufacturerAuthority.CreateRoot(_rootKey, "Simulator", 0, Year, simulator: true);
        var trust = new DeviceTrust([simulator.Certificate], new At(At.Noon));

        Assert.Equal(DeviceChainRejection.Simulator, DeviceChain.Validate([Issue(simulator)], trust, out _));
        Assert.Equal(DeviceChainRejection.None, DeviceChain.Validate([Issue(simulator)], trust with { AllowSimulated = true }, out _));
    }

    [Fact]
    public void A_device_certifies_nobody_and_an_authority_is_no_device()
    {
        byte[] device = Issue(_root);
        // The namesake of the device signs with the device's key.
        ManufacturerAuthority evil = ManufacturerAuthority.CreateRoot(_deviceKey, "SN-1", 0, Year);

        Expect(DeviceChainRejection.BasicConstraints, [Issue(evil), device]);
        Expect(DeviceChainRejection.BasicConstraints, [_middle.Certificate]);
    }

    [Fact]
    public void Path_lengths_hold()
    {
        Assert.Throws<InvalidOperationException>(() => _middle.IssueAuthority(_deviceKey, "Too deep", Year));
        // A factory that may certify devices only makes an authority all the same: same name and key, longer path.
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        ManufacturerAuthority greedy = ManufacturerAuthority.CreateRoot(_middleKey, "Maker factory 1", 1, Year);
        ManufacturerAuthority deep = greedy.IssueAuthority(key, "Too deep", Year);

        Expect(DeviceChainRejection.BasicConstraints, [Issue(deep), deep.Certificate, _middle.Certificate]);
    }

    [Fact]
    public void Chains_out_of_order_or_too_long_or_empty_are_refused()
    {
        byte[] device = Issue(_middle);

        Expect(DeviceChainRejection.UnknownRoot, [_middle.Certificate, device]);
        Expect(DeviceChainRejection.UnknownRoot, [device]);
        Expect(DeviceChainRejection.Names, [Issue(_root), _middle.Certificate]);
        Expect(DeviceChainRejection.Malformed, []);
        Expect(DeviceChainRejection.Malformed, [device, device, device, device, device]);
    }

    [Fact]
    public void No_changed_byte_goes_unseen_and_none_makes_an_exception()
    {
        byte[] device = Issue(_root);
        for (int i = 0; i < device.Length; i++)
        {
            foreach (byte mask in (byte[])[1, 0x20, 0x80, 0xff])
            {
                byte[] changed = [.. device];
                changed[i] ^= mask;
                Assert.NotEqual(DeviceChainRejection.None, DeviceChain.Validate([changed], Trust(), out DeviceCertificate? read));
                Assert.Null(read);
            }

            Expect(DeviceChainRejection.Malformed, [device[..i]]);
        }

        Expect(DeviceChainRejection.Malformed, [[.. device, 0]]);
        Expect(DeviceChainRejection.Malformed, [new byte[100_000]]);
    }

    private byte[] Issue(ManufacturerAuthority authority) =>
        authority.IssueDevice(_deviceKey.PublicKey, "SN-1", DeviceOids.SimulatedModel, Firmware, Year);

    private DeviceTrust Trust() => new([_root.Certificate], new At(At.Noon));

    private void Expect(DeviceChainRejection reason, byte[][] chain, DateTimeOffset? now = null, byte[]? root = null)
    {
        var trust = new DeviceTrust([root ?? _root.Certificate], new At(now ?? At.Noon));
        Assert.Equal(reason, DeviceChain.Validate(chain, trust, out _));
    }
}
