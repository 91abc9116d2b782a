namespace Zkml.Captures;

/// <summary>
/// The rules of a capture in plain code: what the personhood statement proves about one, and what a service asks before it starts a proof.
/// </summary>
public static class CaptureCheck
{
    /// <param name="source">The signed capture as it came.</param>
    /// <param name="pixels">Row after row.</param>
    /// <param name="mask">Packed; empty without a mask.</param>
    /// <param name="expected">What was asked for.</param>
    public static CaptureRejection Run(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, CaptureExpectations expected) =>
        !SignedCapture.TryRead(source, out SignedCapture? capture) ? CaptureRejection.Malformed
        : Device(capture, expected) is var device && device != CaptureRejection.None ? device
        : Fields(capture.Manifest, expected) is var field && field != CaptureRejection.None ? field
        : Content(capture.Manifest, pixels, mask);

    private static CaptureRejection Device(SignedCapture capture, CaptureExpectations expected) => expected.DeviceStatus switch
    {
        DeviceStatus.Revoked => CaptureRejection.RevokedDevice,
        DeviceStatus.Active => capture.Message.Verify(expected.DeviceKey) ? CaptureRejection.None : CaptureRejection.Signature,
        _ => CaptureRejection.UnknownDevice,
    };

    private static CaptureRejection Fields(CaptureManifest manifest, CaptureExpectations expected) =>
        manifest.Nonce != expected.Nonce ? CaptureRejection.Nonce
        : manifest.HolderThumbprint != expected.HolderThumbprint ? CaptureRejection.Holder
        : manifest.CapturedAt < expected.NotBefore ? CaptureRejection.TooEarly
        : manifest.CapturedAt > expected.NotAfter ? CaptureRejection.TooLate
        : manifest.Firmware < expected.MinimumFirmware ? CaptureRejection.Firmware
        : manifest.Quality < expected.MinimumQuality ? CaptureRejection.Quality
        : manifest.AttackVerdict == AttackVerdict.Attack || manifest.AttackLevel < expected.MinimumAttackLevel ? CaptureRejection.PresentationAttack
        : CaptureRejection.None;

    private static CaptureRejection Content(CaptureManifest manifest, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask)
    {
        ImageShape shape = manifest.Shape;
        if (pixels.Length != shape.PixelsLength || ImageDigest.Of(manifest.DigestAlgorithm, shape, pixels) != manifest.ImageDigest)
        {
            return CaptureRejection.ImageDigest;
        }

        return mask.Length == shape.MaskLength && MaskDigest.Of(manifest.DigestAlgorithm, shape, mask) == manifest.MaskDigest
            ? CaptureRejection.None
            : CaptureRejection.MaskDigest;
    }
}
