namespace Zkml.Enrollment.Captures;

/// <summary>One server-sent event; its type is the state, its id the number.</summary>
/// <param name="Number">1, 2, 3, …</param>
/// <param name="State">That the capture came to.</param>
/// <param name="At">When.</param>
/// <param name="Attempt">Of the prover.</param>
/// <param name="Detail">The stage of the proof, or why there is none.</param>
public sealed record CaptureEvent(int Number, CaptureState State, DateTimeOffset At, int? Attempt, string? Detail)
{
    internal static CaptureEvent Of(CaptureEventRow row) => new(row.Number, row.State, row.At, row.Attempt, row.Detail);
}
