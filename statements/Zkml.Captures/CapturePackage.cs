using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Zkml.Captures;

/// <summary>
/// A capture as a device hands it over: the signed manifest with the pixels and the mask it speaks of. One file, one encoding:
///   "zkmlcap1" (8 bytes) ‖ COSE_Sign1 (264) ‖ pixels ‖ packed mask
/// where the manifest's shape says how long pixels and mask are. It holds a biometric image: it belongs in memory, sealed, or nowhere.
/// </summary>
public sealed class CapturePackage : IDisposable
{
    public const string MediaType = "application/vnd.zkml.capture";

    private const int HeaderLength = 8;

    private CapturePackage(SignedCapture capture, byte[] pixels, byte[] mask) => (Capture, Pixels, Mask) = (capture, pixels, mask);

    /// <summary>Of the largest face; an iris of 1024 columns needs a twentieth.</summary>
    public static int MaximumLength { get; } = LengthOf(ImageShape.Face(ImageShape.MaxFaceSide, ImageShape.MaxFaceSide));

    public SignedCapture Capture { get; }

    /// <summary>Row after row.</summary>
    public byte[] Pixels { get; }

    /// <summary>Packed; empty without a mask.</summary>
    public byte[] Mask { get; }

    private static ReadOnlySpan<byte> Header => "zkmlcap1"u8;

    /// <summary>Copies what it is given, to places that the garbage collector does not move: what is zeroed there is nowhere else.</summary>
    public static CapturePackage Of(SignedCapture capture, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, capture.Manifest.Shape.PixelsLength, nameof(pixels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, capture.Manifest.Shape.MaskLength, nameof(mask));
        return new CapturePackage(capture, Pinned(pixels), Pinned(mask));
    }

    /// <summary>Of a file with an image of this shape.</summary>
    public static int LengthOf(ImageShape shape) => HeaderLength + CoseSign1.Length + shape.PixelsLength + shape.MaskLength;

    public static bool Recognises(ReadOnlySpan<byte> source) => source.StartsWith(Header);

    /// <summary>False unless header, message and manifest have their only form and nothing is missing or left over. Digests are not compared here.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out CapturePackage? package)
    {
        package = null;
        const int Start = HeaderLength + CoseSign1.Length;
        if (source.Length < Start || !Recognises(source) || !SignedCapture.TryRead(source[HeaderLength..Start], out SignedCapture? capture))
        {
            return false;
        }

        ImageShape shape = capture.Manifest.Shape;
        if (source.Length != LengthOf(shape))
        {
            return false;
        }

        package = Of(capture, source.Slice(Start, shape.PixelsLength), source[(Start + shape.PixelsLength)..]);
        return true;
    }

    /// <summary>At one place in memory, as they are here. The caller zeroes it.</summary>
    public byte[] CopyPixels() => Pinned(Pixels);

    /// <summary>What <see cref="TryRead"/> reads. The caller zeroes it.</summary>
    public byte[] Write() => Assemble(Capture.Write(), Pixels, Mask);

    /// <summary>Parts one after the other, whatever they are: faults on demand are written so.</summary>
    public static byte[] Assemble(ReadOnlySpan<byte> message, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask)
    {
        byte[] file = GC.AllocateUninitializedArray<byte>(HeaderLength + message.Length + pixels.Length + mask.Length, pinned: true);
        Header.CopyTo(file);
        message.CopyTo(file.AsSpan(HeaderLength));
        pixels.CopyTo(file.AsSpan(HeaderLength + message.Length));
        mask.CopyTo(file.AsSpan(HeaderLength + message.Length + pixels.Length));
        return file;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Pixels);
        CryptographicOperations.ZeroMemory(Mask);
    }

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(CapturePackage);

    private static byte[] Pinned(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(copy);
        return copy;
    }
}
