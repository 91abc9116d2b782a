using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;
using Zkml.Statements.Attestations;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Demo;

/// <summary>Everybody but the holder: a manufacturer with one camera, a registry of eight devices, an issuer. All keys are made for one run.</summary>
public sealed class DemoHouse : IDisposable
{
    public const string Issuer = "https://issuer.example";

    public const string DeviceClass = "simulated-camera";

    /// <summary>Of 16 384 bits.</summary>
    public const int QualityFloor = 10_240;

    private const int OtherDevices = 7, StatusEntries = 1 << 14;

    public static readonly FirmwareVersion Firmware = new(1, 2, 0);

    private readonly SoftwareDeviceKey _manufacturerKey = SoftwareDeviceKey.Generate(), _cameraKey = SoftwareDeviceKey.Generate();

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public DeviceRegistry Registry { get; } = new();

    public IrisParameters Parameters { get; } = new();

    public SoftwareSigner IssuerKey { get; } = SoftwareSigner.CreateIssuer();

    public P256PublicKey CameraKey => _cameraKey.PublicKey;

    public CaptureDevice Camera => new(_cameraKey, Firmware, TimeProvider.System);

    public StatusList Statuses { get; } = new(1, StatusEntries);

    /// <summary>Entries are given out at random, so that an entry says nothing of when.</summary>
    public StatusReference Status { get; } = new(Issuer + "/statuslists/1", RandomNumberGenerator.GetInt32(StatusEntries));

    public AttestationPolicy Policy { get; } = new() { Issuer = Issuer, QualityFloor = QualityFloor, MinimumFirmware = Firmware };

    public SigningKeyRing Keys => new([new ScheduledKey(IssuerKey, _now.AddHours(-1), _now.AddHours(-1), _now.AddDays(1), _now.AddDays(60))]);

    /// <summary>A certificate for the camera, checked as a service does.</summary>
    public DeviceCertificate Certify()
    {
        ManufacturerAuthority root = ManufacturerAuthority.CreateRoot(
            _manufacturerKey, "Demonstration", 0, Validity.From(TimeProvider.System, TimeSpan.FromDays(1)), simulator: true);
        byte[] certificate = root.IssueDevice(
            _cameraKey.PublicKey, "DEMO-0001", DeviceOids.SimulatedModel, Firmware, Validity.From(TimeProvider.System, TimeSpan.FromDays(1)));
        DeviceChainRejection rejection = DeviceChain.Validate(
            [certificate], new DeviceTrust([root.Certificate], TimeProvider.System, AllowSimulated: true), out DeviceCertificate? device);
        return device ?? throw new InvalidOperationException($"The demonstration's own certificate is refused: {rejection}.");
    }

    /// <summary>The camera among others, in the middle.</summary>
    public void Enroll(DeviceCertificate camera)
    {
        for (int i = 0; i <= OtherDevices; i++)
        {
            using SoftwareDeviceKey other = SoftwareDeviceKey.Generate();
            Registry.Enroll(i == OtherDevices / 2 ? camera.PublicKey : other.PublicKey, Firmware);
        }

        Registry.Publish();
    }

    public void Dispose()
    {
        _manufacturerKey.Dispose();
        _cameraKey.Dispose();
        IssuerKey.Dispose();
    }
}
