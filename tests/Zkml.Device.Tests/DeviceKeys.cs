using System.Runtime.Versioning;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Device.Keys;

namespace Zkml.Device.Tests;

public sealed class DeviceKeys
{
    private static readonly byte[] Digest = SHA256.HashData("digest"u8);

    [Fact]
    public void A_software_key_signs_the_same_after_a_visit_to_its_file()
    {
        using var folder = new TemporaryFolder();
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        key.Save(folder.File("key"));
        using SoftwareDeviceKey loaded = SoftwareDeviceKey.Load(folder.File("key"));

        Assert.Equal(key.PublicKey, loaded.PublicKey);
        Assert.True(key.PublicKey.Verify(Digest, loaded.SignDigest(Digest)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_read_the_file_and_it_is_not_written_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are for Unix.");
        using var folder = new TemporaryFolder();
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        key.Save(folder.File("key"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("key")));
        Assert.Throws<IOException>(() => key.Save(folder.File("key")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are for Unix.");
        using var folder = new TemporaryFolder();
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        key.Save(folder.File("key"));
        File.SetUnixFileMode(folder.File("key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Throws<UnauthorizedAccessException>(() => SoftwareDeviceKey.Load(folder.File("key")));
    }

    [Fact]
    public void A_file_with_anything_else_is_refused()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384), p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Refused([]);
        Refused([1, 2, 3]);
        Refused(p384.ExportPkcs8PrivateKey());
        Refused([.. p256.ExportPkcs8PrivateKey(), 0]);
        Refused(p256.ExportPkcs8PrivateKey()[..^1]);
        Refused(new byte[100_000]);
    }

    [Fact]
    public void A_key_signs_digests_of_32_bytes_only()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();

        Assert.Throws<ArgumentOutOfRangeException>(() => key.SignDigest(new byte[31]));
    }

    [Fact]
    public void A_key_in_a_token_signs_captures_and_is_found_again()
    {
        using var folder = new TemporaryFolder();
        string library = SoftHsm.CreateToken(folder, "zkml", "1234");
        var location = new Pkcs11Location(library, "zkml", "capture");
        P256PublicKey publicKey;
        using (Pkcs11DeviceKey made = Pkcs11DeviceKey.Generate(location, "1234"))
        {
            publicKey = made.PublicKey;
            Assert.True(publicKey.Verify(Digest, made.SignDigest(Digest)));
        }

        using (Pkcs11DeviceKey found = Pkcs11DeviceKey.Open(location, "1234"))
        {
            Assert.Equal(publicKey, found.PublicKey);
            Assert.True(publicKey.Verify(Digest, found.SignDigest(Digest)));
        }

        Assert.Throws<CryptographicException>(() => Pkcs11DeviceKey.Open(location with { Token = "other" }, "1234"));
        Assert.Throws<CryptographicException>(() => Pkcs11DeviceKey.Open(location with { Key = "other" }, "1234"));
        Assert.ThrowsAny<Exception>(() => Pkcs11DeviceKey.Open(location, "4321"));
    }

    private static void Refused(byte[] content)
    {
        using var folder = new TemporaryFolder();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(folder.File("key"), options))
        {
            file.Write(content);
        }

        Assert.Throws<CryptographicException>(() => SoftwareDeviceKey.Load(folder.File("key")));
    }
}
