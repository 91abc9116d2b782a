using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Contracts;

namespace Zkml.Attestation.Issuing;

/// <summary>Revokes within a transaction of the caller's: the attestation, its entry in the status list, the announcement; its template is given up.</summary>
internal static class Revocation
{
    /// <summary>False when it was revoked before.</summary>
    public static async Task<bool> ApplyAsync(
        AttestationDb db, IssuedAttestation attestation, AttestationRevocationReason reason, TimeProvider clock, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int revoked = await db.Attestations.Where(row => row.Id == attestation.Id && row.RevokedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.RevokedAt, now).SetProperty(row => row.Revocation, reason).SetProperty(row => row.EnrolledAs, (long?)null), cancel);
        if (revoked == 0)
        {
            return false;
        }

        await db.StatusLists.Where(list => list.Number == attestation.StatusList)
            .ExecuteUpdateAsync(set => set.SetProperty(list => list.Version, list => list.Version + 1), cancel);
        Case work = await db.Cases.AsNoTracking().SingleAsync(row => row.CaptureId == attestation.CaptureId, cancel);
        db.Publish(Events.Revoked(work, attestation.Id, reason, clock));
        return true;
    }
}
