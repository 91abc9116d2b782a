namespace Zkml.Enrollment.Captures;

/// <summary>One step of a capture, as it is told to whoever listens.</summary>
internal sealed class CaptureEventRow
{
    public required Guid CaptureId { get; init; }

    /// <summary>1, 2, 3, … for each capture.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required CaptureState State { get; init; }

    /// <summary>Of the prover.</summary>
    public required int? Attempt { get; init; }

    /// <summary>The stage of the proof, or the code of a reason.</summary>
    public required string? Detail { get; init; }
}
