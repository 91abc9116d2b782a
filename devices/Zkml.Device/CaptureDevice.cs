using System.Security.Cryptography;
using Zkml.Captures;

namespace Zkml.Device;

/// <summary>A capture device as its firmware sees it: digests, manifest, signature. What the sensor saw comes in as a <see cref="Sighting"/>.</summary>
public sealed class CaptureDevice(IDeviceKey key, FirmwareVersion firmware, TimeProvider clock)
{
    public P256PublicKey PublicKey => key.PublicKey;

    public FirmwareVersion Firmware => firmware;

    /// <summary>Signs what was seen, now, for this challenge and this holder.</summary>
    public SignedCapture Sign(Sighting seen, Challenge challenge, DigestAlgorithm algorithm) => Sign(Describe(seen, challenge, algorithm));

    /// <summary>The manifest of an honest device, with a new salt.</summary>
    internal CaptureManifest Describe(Sighting seen, Challenge challenge, DigestAlgorithm algorithm) => new()
    {
        Shape = seen.Shape,
        CapturedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        Firmware = firmware,
        Nonce = challenge.Nonce,
        HolderThumbprint = challenge.HolderThumbprint,
        DigestAlgorithm = algorithm,
        ImageDigest = ImageDigest.Of(algorithm, seen.Shape, seen.Pixels.Span),
        MaskDigest = MaskDigest.Of(algorithm, seen.Shape, seen.Mask.Span),
        Quality = seen.Quality,
        AttackVerdict = seen.AttackVerdict,
        AttackLevel = seen.AttackLevel,
        Salt = new Bytes32(RandomNumberGenerator.GetBytes(Bytes32.Length)),
    };

    internal SignedCapture Sign(CaptureManifest manifest) => SignedCapture.Sign(key, manifest);
}
