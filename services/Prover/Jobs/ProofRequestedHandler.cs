using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Prover.Jobs;

/// <summary>Records the job and returns; the capture names it, so a request that comes twice is one job.</summary>
internal sealed class ProofRequestedHandler(ProverDb db, ProofSignal signal) : IMessageHandler<ProofRequested>
{
    public async Task HandleAsync(ProofRequested message, CancellationToken cancel)
    {
        if (!await db.Jobs.AnyAsync(job => job.CaptureId == message.CaptureId, cancel))
        {
            db.Jobs.Add(Job.For(message));
            signal.Set();
        }
    }
}
