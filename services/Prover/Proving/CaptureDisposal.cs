using Zkml.Hosting.Vault;
using Zkml.Prover.Jobs;

namespace Zkml.Prover.Proving;

/// <summary>Destroys the captures of finished jobs: at once, and after a crash between the two steps when workers look again.</summary>
internal sealed class CaptureDisposal(JobQueue queue, ICaptureVault vault)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (Guid captureId in await queue.UndestroyedAsync(cancel))
        {
            await vault.DestroyAsync(captureId, cancel);
            await queue.SetDestroyedAsync(captureId, cancel);
        }
    }
}
