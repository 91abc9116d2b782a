namespace Zkml.Captures;

/// <summary>What the signed pixels are.</summary>
public enum CaptureModality : byte
{
    /// <summary>A normalised iris (rubber sheet): grey, one byte per pixel, with a mask.</summary>
    IrisNormalised = 1,

    /// <summary>An aligned face: red, green, blue, one byte each; no mask.</summary>
    FaceAligned = 2,

    /// <summary>A whole frame with a face in it, not aligned: red, green, blue, one byte each; no mask.</summary>
    FaceFrame = 3,
}
