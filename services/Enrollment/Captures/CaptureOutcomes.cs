using System.Text.Json;
using Zkml.Contracts;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Bus;

namespace Zkml.Enrollment.Captures;

/// <summary>Writes down what prover and attestation say of a capture. A capture that is forgotten already is left forgotten.</summary>
internal sealed class CaptureOutcomes(EnrollmentDb db, EnrollmentMetrics metrics)
    : IMessageHandler<ProofStarted>, IMessageHandler<ProofProgressed>, IMessageHandler<ProofCompleted>, IMessageHandler<ProofRejected>,
        IMessageHandler<AttestationIssued>, IMessageHandler<AttestationRefused>, IMessageHandler<AttestationRevoked>
{
    public Task HandleAsync(ProofStarted message, CancellationToken cancel) => AdvanceAsync(message, CaptureState.Proving, cancel, message.Attempt);

    public Task HandleAsync(ProofProgressed message, CancellationToken cancel) =>
        AdvanceAsync(message, CaptureState.Proving, cancel, message.Attempt, CodeOf(message.Stage));

    public Task HandleAsync(ProofCompleted message, CancellationToken cancel) => AdvanceAsync(message, CaptureState.Proven, cancel);

    public Task HandleAsync(ProofRejected message, CancellationToken cancel) =>
        AdvanceAsync(message, CaptureState.Rejected, cancel, detail: CodeOf(message.Reason));

    public async Task HandleAsync(AttestationIssued message, CancellationToken cancel)
    {
        if (await AdvanceAsync(message, CaptureState.Attested, cancel) is { } capture)
        {
            capture.AttestationId = message.AttestationId;
        }
    }

    public Task HandleAsync(AttestationRefused message, CancellationToken cancel) =>
        AdvanceAsync(message, CaptureState.Refused, cancel, detail: CodeOf(message.Reason));

    public async Task HandleAsync(AttestationRevoked message, CancellationToken cancel)
    {
        if (await AdvanceAsync(message, CaptureState.Revoked, cancel, detail: CodeOf(message.Reason)) is { } capture)
        {
            capture.AttestationId = message.AttestationId;
        }
    }

    /// <summary>The code as messages write it.</summary>
    private static string CodeOf(Enum code) => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString());

    private async Task<CaptureRow?> AdvanceAsync(
        CaptureMessage message, CaptureState state, CancellationToken cancel, int? attempt = null, string? detail = null)
    {
        CaptureRow? capture = await db.LockCaptureAsync(message.CaptureId, cancel);
        if (capture?.Advance(state, message.OccurredAt, attempt, detail) is { } step)
        {
            db.CaptureEvents.Add(step);
            if (state != CaptureState.Proving)
            {
                metrics.Ended.Add(1, new KeyValuePair<string, object?>("state", CodeOf(state)));
            }
        }

        return capture;
    }
}
