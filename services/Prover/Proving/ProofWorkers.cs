using System.Diagnostics;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Work;
using Zkml.Prover.Jobs;

namespace Zkml.Prover.Proving;

/// <summary>
/// Takes jobs, one after the other in each of its workers. On a stop it takes no more and finishes those it has; what the host does not wait for is taken
/// over by another worker when the lease has run out.
/// </summary>
internal sealed class ProofWorkers(
    JobQueue queue, ProofAttempts attempts, CaptureDisposal disposal, ProofSignal signal, ProverMetrics metrics, IOptions<ProverOptions> options, TimeProvider clock,
    ILogger<ProofWorkers> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        int threads = options.Value.Threads > 0 ? options.Value.Threads : Math.Max(1, Environment.ProcessorCount / options.Value.Concurrency);
        using var prover = new StatementProver(threads);
        await WorkLoop.RunAsync(
            cancel => WorkOnceAsync(prover, cancel), cancel => signal.WaitAsync(options.Value.Poll, cancel), logger, stopping);
    }

    /// <summary>False when there was nothing to do.</summary>
    private async Task<bool> WorkOnceAsync(StatementProver prover, CancellationToken stopping)
    {
        await disposal.RunAsync(stopping);
        metrics.SetWaiting(await queue.CountWaitingAsync(stopping));
        if (await queue.LeaseAsync(stopping) is not { } job)
        {
            return false;
        }

        await HeldLease.WhileAsync(options.Value.Lease, cancel => queue.RenewAsync(job, cancel), cancel => AttemptAsync(job, prover, cancel), clock, logger);
        await disposal.RunAsync(CancellationToken.None);
        return true;
    }

    private async Task AttemptAsync(Job job, StatementProver prover, CancellationToken cancel)
    {
        using Activity? step = FlowTrace.Start("prove", job.CorrelationId);
        step?.SetTag("zkml.attempt", job.Attempt);
        try
        {
            if (job.Attempt > options.Value.Attempts)
            {
                throw new RejectedException(ProofRejectionReason.AttemptsExhausted);
            }

            await attempts.RunAsync(job, prover, cancel);
        }
        catch (RejectedException rejected)
        {
            await attempts.RejectAsync(job, rejected.Reason, cancel);
        }
        catch (Exception e) when (e is LeaseLostException || cancel.IsCancellationRequested)
        {
            metrics.Lost.Add(1);
            logger.LogWarning("The lease of capture {CaptureId} was lost in attempt {Attempt}", job.CaptureId, job.Attempt);
            await disposal.RunAsync(job, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(
                "Attempt {Attempt} at capture {CaptureId} failed ({Kind}): {Fault}\n{Stack}",
                job.Attempt, job.CaptureId, Transient.Is(e) ? "passing" : "ours", e.GetType().Name, e.StackTrace);
            await queue.ReturnAsync(job, CancellationToken.None);
        }
    }
}
