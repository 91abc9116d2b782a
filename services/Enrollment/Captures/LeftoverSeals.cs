using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Enrollment.Captures;

/// <summary>
/// Destroys captures that were sealed and never recorded: the process died, or the database went away, between the two. Each living key is looked at once,
/// when it is old enough that its transaction cannot be under way any more; after a start all are looked at.
/// </summary>
internal sealed class LeftoverSeals(ICaptureVault vault, IOptions<EnrollmentOptions> options, TimeProvider clock)
{
    private DateTimeOffset _lookedAtUntil = DateTimeOffset.UnixEpoch;

    /// <summary>How many it looked at.</summary>
    /// <param name="most">At most so many.</param>
    public async Task<int> DestroyAsync(EnrollmentDb db, int most, CancellationToken cancel)
    {
        DateTimeOffset until = clock.GetUtcNow() - options.Value.SealGrace;
        IReadOnlyList<(Guid Id, DateTimeOffset SealedAt)> living = await vault.LivingAsync(VaultPurpose.Capture, _lookedAtUntil, until, most, cancel);
        Guid[] ids = [.. living.Select(key => key.Id)];
        Guid[] recorded = await db.Captures.Where(capture => ids.Contains(capture.Id)).Select(capture => capture.Id).ToArrayAsync(cancel);
        foreach (Guid id in ids.Except(recorded))
        {
            await vault.DestroyAsync(id, cancel);
        }

        _lookedAtUntil = living.Count < most ? until : living[^1].SealedAt;
        return living.Count;
    }
}
