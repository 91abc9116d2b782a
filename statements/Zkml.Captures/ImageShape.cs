using System.Diagnostics.CodeAnalysis;

namespace Zkml.Captures;

/// <summary>Kind and size of a captured image, and so the length of its pixels and of its mask. Rows are stored one after another.</summary>
public sealed record ImageShape
{
    /// <summary>Rows of a normalised iris.</summary>
    public const int IrisHeight = 128;

    /// <summary>The largest side of a face, and of a frame with one.</summary>
    public const int MaxFaceSide = 1024;

    private ImageShape(CaptureModality modality, int width, int height) => (Modality, Width, Height) = (modality, width, height);

    public CaptureModality Modality { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes per pixel.</summary>
    public int Channels => HasMask ? 1 : 3;

    public bool HasMask => Modality == CaptureModality.IrisNormalised;

    /// <summary>Bytes of a row of pixels.</summary>
    public int RowLength => Width * Channels;

    /// <summary>Bytes of the pixels.</summary>
    public int PixelsLength => RowLength * Height;

    /// <summary>Bytes of a row of the mask, eight pixels to a byte; 0 without a mask.</summary>
    public int MaskRowLength => HasMask ? Width / 8 : 0;

    /// <summary>Bytes of the packed mask.</summary>
    public int MaskLength => MaskRowLength * Height;

    /// <param name="width">512 or 1024.</param>
    public static ImageShape Iris(int width) => Require(CaptureModality.IrisNormalised, width, IrisHeight);

    public static ImageShape Face(int width, int height) => Require(CaptureModality.FaceAligned, width, height);

    public static ImageShape Frame(int width, int height) => Require(CaptureModality.FaceFrame, width, height);

    /// <summary>False unless it is a shape that this version knows.</summary>
    public static bool TryCreate(CaptureModality modality, int width, int height, [NotNullWhen(true)] out ImageShape? shape)
    {
        bool known = modality switch
        {
            CaptureModality.IrisNormalised => width is 512 or 1024 && height == IrisHeight,
            CaptureModality.FaceAligned or CaptureModality.FaceFrame => width is >= 1 and <= MaxFaceSide && height is >= 1 and <= MaxFaceSide,
            _ => false,
        };
        shape = known ? new ImageShape(modality, width, height) : null;
        return known;
    }

    private static ImageShape Require(CaptureModality modality, int width, int height) =>
        TryCreate(modality, width, height, out ImageShape? shape)
            ? shape
            : throw new ArgumentOutOfRangeException(nameof(width), $"{width} × {height} is no shape of {modality}.");
}
