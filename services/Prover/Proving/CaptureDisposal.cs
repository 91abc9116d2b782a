using Zkml.Hosting.Vault;
using Zkml.Matching;
using Zkml.Prover.Jobs;

namespace Zkml.Prover.Proving;

/// <summary>
/// Destroys the captures of finished jobs, and the shares that attempts before the last one sealed: at once, and after a crash between the two steps when
/// workers look again.
/// </summary>
internal sealed class CaptureDisposal(JobQueue queue, ICaptureVault vault)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (Job job in await queue.UndestroyedAsync(cancel))
        {
            await vault.DestroyAsync(job.CaptureId, cancel);
            int vain = job.State == JobState.Completed ? job.Attempt - 1 : job.Attempt;
            for (int attempt = 1; attempt <= vain; attempt++)
            {
                await DestroySharesAsync(job.CaptureId, attempt, cancel);
            }

            await queue.SetDestroyedAsync(job.CaptureId, cancel);
        }
    }

    /// <summary>Of an attempt that was taken for dead while it sealed: the job may have been finished, and disposed of, before it did.</summary>
    public async Task RunAsync(Job lost, CancellationToken cancel)
    {
        if (await queue.IsTakenOverAsync(lost, cancel))
        {
            await DestroySharesAsync(lost.CaptureId, lost.Attempt, cancel);
        }
    }

    private async Task DestroySharesAsync(Guid captureId, int attempt, CancellationToken cancel)
    {
        for (int store = 0; store < ShareLayout.Shares; store++)
        {
            await vault.DestroyAsync(ShareIds.Of(captureId, attempt, store), cancel);
        }
    }
}
