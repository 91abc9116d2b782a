using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Device.Keys;
using Zkml.Statements;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Attestation.Tests.Support;

/// <summary>A small registry with one camera, and the captures that all tests share: proofs are what takes time.</summary>
internal static class House
{
    public const int QualityFloor = 6000, DeviceModel = 7;

    public static readonly IrisParameters Parameters = new(512, RegistryDepth: 5, Shared: true);

    public static readonly FaceStatementVerifier Faces = new(FaceParameters.Of(SmallFaceModel.Model(), Parameters.RegistryDepth), SmallFaceModel.Model());

    /// <summary>Those that are proved.</summary>
    public static readonly KnownStatements Statements = new([Parameters], Faces);

    public static readonly FirmwareVersion Firmware = new(1, 2, 3);

    public static readonly SoftwareDeviceKey Camera = SoftwareDeviceKey.Generate();

    public static readonly DeviceRegistry Registry = MakeRegistry();

    private static readonly Lazy<ProvenCapture> AliceOnce = new(() => ProvenCapture.Of(eye: 11)), AliceTwice = new(() => ProvenCapture.Of(eye: 11, noise: 400)),
        BobOnce = new(() => ProvenCapture.Of(eye: 12));

    /// <summary>A new holder's.</summary>
    public static ProvenCapture Face(int quality = 50) => FaceCapture.Of(quality);

    public static ProvenCapture Alice => AliceOnce.Value;

    /// <summary>The same eye, not quite the same image, with another holder key.</summary>
    public static ProvenCapture AliceAgain => AliceTwice.Value;

    public static ProvenCapture Bob => BobOnce.Value;

    public static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));

    private static DeviceRegistry MakeRegistry()
    {
        var registry = new DeviceRegistry(Parameters.RegistryDepth);
        registry.Enroll(Camera.PublicKey, Firmware, DeviceModel);
        registry.Publish();
        return registry;
    }
}
