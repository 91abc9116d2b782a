using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Attestation.Cases;

/// <summary>Records what the proof of a capture must be of, and for whom. A proof that came first is taken up now.</summary>
internal sealed class CaptureAcceptedHandler(AttestationDb db, CaseSignal signal, TimeProvider clock) : IMessageHandler<CaptureAccepted>
{
    public async Task HandleAsync(CaptureAccepted message, CancellationToken cancel)
    {
        Case? known = await db.Cases.FindAsync([message.CaptureId], cancel);
        if (known is null)
        {
            known = new Case { CaptureId = message.CaptureId, CorrelationId = message.CorrelationId, State = CaseState.Accepted };
            db.Cases.Add(known);
            known.Accept(message);
        }
        else if (known is { State: CaseState.Waiting, AcceptedAt: null })
        {
            known.Accept(message);
            known.LeaseUntil = clock.GetUtcNow();
            signal.Set();
        }
    }
}
