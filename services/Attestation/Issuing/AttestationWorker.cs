using System.Diagnostics;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Work;

namespace Zkml.Attestation.Issuing;

/// <summary>
/// Takes cases, one after the other. On a stop it finishes the one it has; what the host does not wait for is taken over by another worker when the lease has
/// run out.
/// </summary>
internal sealed class AttestationWorker(
    CaseQueue queue, AttestationAttempts attempts, Settlement settlement, CaseSignal signal, AttestationMetrics metrics, IOptions<AttestationOptions> options,
    TimeProvider clock, ILogger<AttestationWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        WorkLoop.RunAsync(WorkOnceAsync, stopping => signal.WaitAsync(options.Value.Poll, stopping), logger, stoppingToken);

    /// <summary>False when there was nothing to do.</summary>
    private async Task<bool> WorkOnceAsync(CancellationToken stopping)
    {
        await settlement.RunAsync(stopping);
        metrics.SetWaiting(await queue.CountWaitingAsync(stopping));
        if (await queue.LeaseAsync(stopping) is not { } work)
        {
            return false;
        }

        await HeldLease.WhileAsync(options.Value.Lease, cancel => queue.RenewAsync(work, cancel), cancel => AttemptAsync(work, cancel), clock, logger);
        return true;
    }

    private async Task AttemptAsync(Case work, CancellationToken cancel)
    {
        using Activity? step = FlowTrace.Start("attest", work.CorrelationId);
        step?.SetTag("zkml.attempt", work.Attempt);
        try
        {
            await attempts.RunAsync(work, cancel);
        }
        catch (Exception e) when (e is LeaseLostException || cancel.IsCancellationRequested)
        {
            logger.LogWarning("The lease of capture {CaptureId} was lost in attempt {Attempt}", work.CaptureId, work.Attempt);
            await queue.UnsettleAsync(work, CancellationToken.None);
        }
        catch (Exception e)
        {
            // There is no limit to attempts: a fault of ours is neither a reason to refuse nor to attest.
            logger.LogWarning(
                "Attempt {Attempt} at capture {CaptureId} failed ({Kind}): {Fault}\n{Stack}",
                work.Attempt, work.CaptureId, Transient.Is(e) ? "passing" : "ours", e.GetType().Name, e.StackTrace);
            await queue.ReturnAsync(work, Pause(work.Attempt), CancellationToken.None);
        }
    }

    private TimeSpan Pause(int attempt) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, attempt * options.Value.Poll.Ticks));
}
