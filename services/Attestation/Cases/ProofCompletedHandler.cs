using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Attestation.Cases;

/// <summary>Records the work and returns; a capture has one proof, and a second one is not looked at. A proof that comes first waits for its capture.</summary>
internal sealed class ProofCompletedHandler(AttestationDb db, CaseSignal signal, IOptions<AttestationOptions> options, TimeProvider clock)
    : IMessageHandler<ProofCompleted>
{
    public async Task HandleAsync(ProofCompleted message, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Case? known = await db.Cases.FindAsync([message.CaptureId], cancel);
        if (known is null)
        {
            known = new Case { CaptureId = message.CaptureId, CorrelationId = message.CorrelationId, State = CaseState.Waiting };
            db.Cases.Add(known);
            known.Prove(message, now, now + options.Value.Patience);
        }
        else if (known.State == CaseState.Accepted)
        {
            known.Prove(message, now, now);
            signal.Set();
        }
    }
}
