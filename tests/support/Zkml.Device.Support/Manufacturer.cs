using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;
using Zkml.Integration.Support;

namespace Zkml.Device.Support;

/// <summary>Of simulated devices, for the whole test run.</summary>
public static class Manufacturer
{
    public static readonly FirmwareVersion Firmware = new(1, 2, 3);

    private static readonly SoftwareDeviceKey RootKey = SoftwareDeviceKey.Generate();

    public static readonly ManufacturerAuthority Root = ManufacturerAuthority.CreateRoot(RootKey, "Test root", 1, Years(10), simulator: true);

    /// <summary>The path of a PEM file with the root.</summary>
    public static string WriteRoot(TemporaryFolder folder, byte[]? certificate = null)
    {
        string file = folder.File("root.pem");
        File.WriteAllText(file, PemEncoding.WriteString("CERTIFICATE", certificate ?? Root.Certificate));
        return file;
    }

    public static Validity Years(int years) => Validity.From(TimeProvider.System, TimeSpan.FromDays(365 * years));
}
