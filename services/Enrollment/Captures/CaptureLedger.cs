using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Vault;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Captures;

/// <summary>
/// Seals accepted captures and records them. The seal comes first, then one transaction uses up the challenge, and writes the row and both messages: a
/// crash in between leaves a sealed capture nobody asks for, which <see cref="LeftoverSeals"/> finds.
/// </summary>
internal sealed class CaptureLedger(
    EnrollmentDb db, ChallengeBook challenges, ICaptureVault vault, IOptions<EnrollmentOptions> options, TimeProvider clock, EnrollmentMetrics metrics)
{
    public Task<CaptureRow?> FindAsync(Digest body, CancellationToken cancel) =>
        db.Captures.AsNoTracking().SingleOrDefaultAsync(capture => capture.BodySha256 == body, cancel);

    /// <summary>The capture; the one that is there already, if the same came at the same time; null when the challenge was used for another one.</summary>
    public async Task<CaptureRow?> EnterAsync(CaptureEntry entry, CancellationToken cancel)
    {
        CaptureRow capture = Row(entry);
        using Activity? step = FlowTrace.Start("accept capture", capture.Id);
        DataRef reference = await SealAsync(capture, entry.Job, cancel);

        // From here on it is finished, whether or not the caller still listens. After a fault nobody knows whether the transaction was committed, so that
        // the key stays until the sweeper has looked.
        bool entered = await TryRecordAsync(capture, entry, reference);
        if (!entered)
        {
            await vault.DestroyAsync(capture.Id, CancellationToken.None);
            return await FindAsync(entry.BodySha256, CancellationToken.None);
        }

        metrics.Accepted.Add(1);
        return capture;
    }

    private async Task<bool> TryRecordAsync(CaptureRow capture, CaptureEntry entry, DataRef reference)
    {
        CancellationToken cancel = CancellationToken.None;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await challenges.TryUseAsync(entry.Challenge, cancel))
        {
            return false;
        }

        db.Captures.Add(capture);
        db.CaptureEvents.Add(capture.Advance(CaptureState.Accepted, capture.AcceptedAt)!);
        db.Publish(Accepted(capture, entry));
        db.Publish(Requested(capture, entry, reference));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<DataRef> SealAsync(CaptureRow capture, ProofJob job, CancellationToken cancel)
    {
        byte[] secret = job.Write();
        try
        {
            return await vault.SealAsync(capture.Id, VaultPurpose.Capture, secret, capture.ExpiresAt, cancel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private CaptureRow Row(CaptureEntry entry)
    {
        // Whole milliseconds, as they are stored: the first answer and later ones are the same.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return new CaptureRow
        {
            Id = Guid.CreateVersion7(now),
            BodySha256 = entry.BodySha256,
            Nonce = entry.Challenge.Nonce,
            DeviceId = entry.Device.Id,
            TermsSha256 = entry.Job.Terms.Digest().ToDigest(),
            AcceptedAt = now,
            ExpiresAt = now + options.Value.CaptureLifetime,
            ChangedAt = now,
        };
    }

    private static CaptureAccepted Accepted(CaptureRow capture, CaptureEntry entry) => new()
    {
        EventId = Guid.CreateVersion7(capture.AcceptedAt),
        OccurredAt = capture.AcceptedAt,
        CorrelationId = capture.Id,
        CaptureId = capture.Id,
        Modality = entry.Modality,
        TermsSha256 = capture.TermsSha256,
        HolderKeyX = entry.Challenge.KeyX,
        HolderKeyY = entry.Challenge.KeyY,
        DeviceModel = entry.Device.ModelNumber,
        ExpiresAt = capture.ExpiresAt,
    };

    private static ProofRequested Requested(CaptureRow capture, CaptureEntry entry, DataRef reference) => new()
    {
        EventId = Guid.CreateVersion7(capture.AcceptedAt),
        OccurredAt = capture.AcceptedAt,
        CorrelationId = capture.Id,
        CaptureId = capture.Id,
        Modality = entry.Modality,
        StatementId = Digest.Parse(entry.StatementId),
        ModelId = Digest.Parse(entry.Job.Terms.Parameters.ModelId),
        RegistryRoot = entry.Job.Terms.RegistryRoot.ToDigest(),
        RegistryEpoch = entry.Job.Terms.Epoch,
        TermsSha256 = capture.TermsSha256,
        Capture = reference,
        ExpiresAt = capture.ExpiresAt,
    };
}
