using System.Security.Cryptography;
using Zkml.Captures;

namespace Zkml.Device.Faults;

/// <summary>
/// Makes captures that are wrong in exactly one way, for tests and demonstrations. A fault of the device is signed; one of whoever carries the
/// capture is not.
/// </summary>
/// <param name="key">The registered key.</param>
/// <param name="expected">What an honest capture of this device fulfils, for the key's status "active".</param>
/// <param name="algorithm">Of the digests.</param>
public sealed class FaultyDevice(IDeviceKey key, CaptureExpectations expected, DigestAlgorithm algorithm)
{
    public FaultyCapture Make(CaptureFault fault, Sighting seen)
    {
        if (fault is CaptureFault.SwappedMask or CaptureFault.BadMaskDigest && !seen.Shape.HasMask)
        {
            throw new ArgumentException("This modality has no mask that could be wrong.", nameof(fault));
        }

        CaptureManifest manifest = Lie(fault, Honest(seen), seen);
        byte[] file = Tamper(fault, SignWith(fault, manifest));
        byte[] pixels = fault == CaptureFault.SwappedImage ? Flipped(seen.Pixels) : seen.Pixels.ToArray();
        byte[] mask = fault == CaptureFault.SwappedMask ? Flipped(seen.Mask) : seen.Mask.ToArray();
        return new FaultyCapture(fault, file, pixels, mask, Registered(fault), ReasonFor(fault));
    }

    /// <summary>The reason that a capture with this fault must be refused for.</summary>
    public static CaptureRejection ReasonFor(CaptureFault fault) => fault switch
    {
        CaptureFault.None => CaptureRejection.None,
        CaptureFault.ReplayedNonce => CaptureRejection.Nonce,
        CaptureFault.WrongHolder => CaptureRejection.Holder,
        CaptureFault.WrongKey or CaptureFault.BadSignature => CaptureRejection.Signature,
        CaptureFault.RevokedDevice => CaptureRejection.RevokedDevice,
        CaptureFault.UnknownDevice => CaptureRejection.UnknownDevice,
        CaptureFault.OldFirmware => CaptureRejection.Firmware,
        CaptureFault.ExpiredTime => CaptureRejection.TooEarly,
        CaptureFault.FutureTime => CaptureRejection.TooLate,
        CaptureFault.SwappedImage or CaptureFault.BadImageDigest => CaptureRejection.ImageDigest,
        CaptureFault.SwappedMask or CaptureFault.BadMaskDigest => CaptureRejection.MaskDigest,
        CaptureFault.TruncatedFile or CaptureFault.TrailingByte or CaptureFault.MalformedManifest => CaptureRejection.Malformed,
        CaptureFault.LowQuality => CaptureRejection.Quality,
        CaptureFault.Attack => CaptureRejection.PresentationAttack,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>In the middle of the window, with all floors met.</summary>
    private CaptureManifest Honest(Sighting seen)
    {
        DateTimeOffset middle = DateTimeOffset.FromUnixTimeMilliseconds(expected.NotBefore + (expected.NotAfter - expected.NotBefore) / 2);
        var device = new CaptureDevice(key, expected.MinimumFirmware, new FixedTime(middle));
        return device.Describe(seen, new Challenge(expected.Nonce, expected.HolderThumbprint), algorithm);
    }

    private CaptureManifest Lie(CaptureFault fault, CaptureManifest honest, Sighting seen) => fault switch
    {
        CaptureFault.ReplayedNonce => honest with { Nonce = Random() },
        CaptureFault.WrongHolder => honest with { HolderThumbprint = Random() },
        CaptureFault.OldFirmware => honest with { Firmware = Lower(expected.MinimumFirmware) },
        CaptureFault.ExpiredTime => honest with { CapturedAt = expected.NotBefore - 1 },
        CaptureFault.FutureTime => honest with { CapturedAt = expected.NotAfter + 1 },
        CaptureFault.BadImageDigest => honest with { ImageDigest = ImageDigest.Of(algorithm, seen.Shape, Flipped(seen.Pixels)) },
        CaptureFault.BadMaskDigest => honest with { MaskDigest = MaskDigest.Of(algorithm, seen.Shape, Flipped(seen.Mask)) },
        CaptureFault.LowQuality => honest with { Quality = LowerQuality() },
        CaptureFault.Attack => honest with { AttackVerdict = AttackVerdict.Attack, AttackLevel = AttackLevel.Three },
        _ => honest,
    };

    private byte[] SignWith(CaptureFault fault, CaptureManifest manifest)
    {
        byte[] payload = manifest.Write();
        if (fault == CaptureFault.MalformedManifest)
        {
            payload[ManifestLayout.Reserved] = 1;
        }

        if (fault != CaptureFault.WrongKey)
        {
            return CoseSign1.Sign(key, payload).Write();
        }

        using Keys.SoftwareDeviceKey other = Keys.SoftwareDeviceKey.Generate();
        return CoseSign1.Sign(other, payload).Write();
    }

    private static byte[] Tamper(CaptureFault fault, byte[] file)
    {
        switch (fault)
        {
            case CaptureFault.BadSignature:
                file[^1] ^= 1;
                return file;
            case CaptureFault.TruncatedFile:
                return file[..^1];
            case CaptureFault.TrailingByte:
                return [.. file, 0];
            default:
                return file;
        }
    }

    private CaptureExpectations Registered(CaptureFault fault) => fault switch
    {
        CaptureFault.RevokedDevice => expected with { DeviceStatus = DeviceStatus.Revoked },
        CaptureFault.UnknownDevice => expected with { DeviceStatus = DeviceStatus.Unknown },
        _ => expected,
    };

    private static FirmwareVersion Lower(FirmwareVersion version) => version.Value > 0
        ? new FirmwareVersion(version.Value - 1)
        : throw new InvalidOperationException("No firmware is below the floor.");

    private int LowerQuality() => expected.MinimumQuality > 0
        ? expected.MinimumQuality - 1
        : throw new InvalidOperationException("No quality is below the floor.");

    private static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));

    /// <summary>One bit in the middle differs.</summary>
    private static byte[] Flipped(ReadOnlyMemory<byte> bytes)
    {
        byte[] flipped = bytes.ToArray();
        flipped[flipped.Length / 2] ^= 1;
        return flipped;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
