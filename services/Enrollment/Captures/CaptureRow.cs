using Zkml.Contracts;

namespace Zkml.Enrollment.Captures;

/// <summary>An accepted capture, without anything of the image.</summary>
internal sealed class CaptureRow
{
    public required Guid Id { get; init; }

    /// <summary>Of the request body; that has 32 random bytes in it, so the digest says nothing about the image.</summary>
    public required Digest BodySha256 { get; init; }

    public required Digest Nonce { get; init; }

    public required Guid DeviceId { get; init; }

    public required Digest TermsSha256 { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The key is destroyed then at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public CaptureState State { get; private set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>How many events there are: the number of the last one.</summary>
    public int Events { get; private set; }

    public Guid? AttestationId { get; set; }

    /// <summary>Known to be destroyed.</summary>
    public bool KeyDestroyed { get; set; }

    /// <summary>The next event, which also moves the capture on. Null when the capture is further already.</summary>
    public CaptureEventRow? Advance(CaptureState state, DateTimeOffset at, int? attempt = null, string? detail = null)
    {
        bool repeats = state == State && state != CaptureState.Proving && Events > 0;
        if (state < State || repeats)
        {
            return null;
        }

        (State, ChangedAt) = (state, at);
        return new CaptureEventRow { CaptureId = Id, Number = ++Events, At = at, State = state, Attempt = attempt, Detail = detail };
    }
}
