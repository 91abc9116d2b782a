using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Statements.Attestations;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>A registry of a few devices, an issuer with two keys and a status list, and two people who were captured: the same in every test of a run.</summary>
internal static class House
{
    public const string Issuer = "https://issuer.example";

    public const string StatusUri = Issuer + "/statuslists/3";

    public const string DeviceClass = "software-simulator";

    public const int QualityFloor = 6000;

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly IrisParameters Parameters = new(512, RegistryDepth: 5);

    /// <summary>Small registries of both widths; the second is built by tests that ask for an id that is not known.</summary>
    public static readonly KnownStatements Statements = new([Parameters, Parameters with { Width = 1024 }]);

    public static readonly SoftwareDeviceKey DeviceKey = SoftwareDeviceKey.Generate();

    public static readonly DeviceRegistry Registry = MakeRegistry();

    public static readonly SoftwareSigner OldKey = SoftwareSigner.CreateIssuer(), NewKey = SoftwareSigner.CreateIssuer(), StrangerKey = SoftwareSigner.CreateIssuer();

    public static readonly SigningKeyRing Keys = new(
    [
        new ScheduledKey(OldKey, Now.AddDays(-90), Now.AddDays(-80), Now.AddDays(-5), Now.AddDays(40)),
        new ScheduledKey(NewKey, Now.AddDays(-10), Now.AddDays(-5), Now.AddDays(70), Now.AddDays(120)),
    ]);

    public static readonly AttestationPolicy Policy = new() { Issuer = Issuer, MinimumFirmware = new FirmwareVersion(1, 2, 0), QualityFloor = QualityFloor };

    private static readonly Lazy<Person> First = new(() => Person.Capture(11)), Second = new(() => Person.Capture(12));

    public static Person Alice => First.Value;

    public static Person Bob => Second.Value;

    public static CaptureDevice Device { get; } = new(DeviceKey, new FirmwareVersion(1, 2, 3), new FixedClock(Now.AddMinutes(-2)));

    public static Attestor Attestor(AttestationPolicy? policy = null, RootHistory? roots = null, DateTimeOffset? now = null) =>
        new(policy ?? Policy, Statements, roots ?? Registry.History, Keys, new FixedClock(now ?? Now));

    /// <summary>What a third party finds, who knows the statements of this house.</summary>
    public static BundleVerdict Verify(ReadOnlyMemory<byte> file, BundlePolicy? policy = null, DateTimeOffset? now = null) =>
        new BundleVerifier(new FixedClock(now ?? Now), Statements.Verifiers).Verify(file, policy ?? new BundlePolicy());

    private static DeviceRegistry MakeRegistry()
    {
        var registry = new DeviceRegistry(Parameters.RegistryDepth);
        registry.Enroll(Tests.Registry.Keys.At(0));
        registry.Publish();
        registry.Enroll(DeviceKey.PublicKey, new FirmwareVersion(1, 2, 3), 7);
        registry.Enroll(Tests.Registry.Keys.At(1));
        registry.Publish();
        return registry;
    }
}
