namespace Zkml.Imaging;

/// <summary>What open-iris 1.11 measures of a capture, under its names; <see cref="QualityLimits"/> says what is too little.</summary>
public sealed record CaptureQuality
{
    /// <summary>Pixels of the image.</summary>
    public required double IrisDiameter { get; init; }

    /// <summary>How wide the pupil is.</summary>
    public required double PupilToIrisDiameterRatio { get; init; }

    /// <summary>Distance of the centres over the iris's radius.</summary>
    public required double PupilToIrisCenterDistRatio { get; init; }

    /// <summary>Part of the iris that is seen. Upstream's name: 1 is an open eye.</summary>
    public required double Occlusion90 { get; init; }

    /// <summary>The same of the sectors of 30° above and below the horizontal, left and right.</summary>
    public required double Occlusion30 { get; init; }

    /// <summary>Standard deviation of the Laplacian of the normalised image (512 columns).</summary>
    public required double SharpnessScore { get; init; }

    /// <summary>0 … 100 for the manifest: the worst measure decides. 50 at a limit of open-iris, 100 at what we call good.</summary>
    public int Score => QualityLimits.Score(this);

    /// <summary>The first limit that is not kept, in a sentence; null when the capture is good enough.</summary>
    public string? Fault => QualityLimits.Fault(this);
}
