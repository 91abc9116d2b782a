using System.Diagnostics.CodeAnalysis;

namespace Zkml.Captures;

/// <summary>A manifest and the message that carries it. Its signature is verified by <see cref="CaptureCheck"/>, with the device's key.</summary>
public sealed record SignedCapture
{
    private SignedCapture(CaptureManifest manifest, CoseSign1 message) => (Manifest, Message) = (manifest, message);

    public CaptureManifest Manifest { get; }

    public CoseSign1 Message { get; }

    public static SignedCapture Sign(IDeviceKey key, CaptureManifest manifest) => new(manifest, CoseSign1.Sign(key, manifest.Write()));

    /// <summary>False unless both the message and the manifest in it are in their only encoding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SignedCapture? capture)
    {
        capture = CoseSign1.TryRead(source, out CoseSign1? message) && CaptureManifest.TryRead(message.Payload, out CaptureManifest? manifest)
            ? new SignedCapture(manifest, message)
            : null;
        return capture is not null;
    }

    /// <summary>The 264 bytes.</summary>
    public byte[] Write() => Message.Write();
}
