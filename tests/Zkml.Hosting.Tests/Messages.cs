using Zkml.Contracts;

namespace Zkml.Hosting.Tests;

internal static class Messages
{
    public static ProofRejected Rejected() => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = DateTimeOffset.UtcNow,
        CorrelationId = Guid.CreateVersion7(),
        CaptureId = Guid.CreateVersion7(),
        Reason = ProofRejectionReason.Quality,
    };

    public static DeviceRevoked Revoked(Guid device) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = DateTimeOffset.UtcNow,
        CorrelationId = Guid.CreateVersion7(),
        DeviceId = device,
        Reason = DeviceRevocationReason.Lost,
        FromEpoch = 7,
    };
}
