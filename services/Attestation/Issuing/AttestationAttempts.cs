using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Uniqueness;
using Zkml.Contracts;

namespace Zkml.Attestation.Issuing;

/// <summary>One attempt at a case: verifies, compares with everybody enrolled, and saves the attestation with its announcement.</summary>
internal sealed class AttestationAttempts(
    CaseQueue queue, Candidates candidates, Matchers matchers, IServiceScopeFactory scopes, IOptions<AttestationOptions> options, AttestationMetrics metrics,
    TimeProvider clock)
{
    /// <summary>Ends with the outcome announced, or with the case given back.</summary>
    /// <exception cref="LeaseLostException">Another worker has the case.</exception>
    public async Task RunAsync(Case work, CancellationToken cancel)
    {
        string outcome = "issued";
        try
        {
            if (await candidates.MakeAsync(work, cancel) is not { } candidate)
            {
                await WaitForRootAsync(work, cancel);
                return;
            }

            await (Compares(candidate) ? IssueOnceAsync(work, candidate, cancel) : SaveAsync(work, candidate, null, [], cancel));
        }
        catch (RefusedException refused)
        {
            await queue.RefuseAsync(work, refused.Reason, cancel);
            outcome = refused.Reason.ToString();
        }

        metrics.Outcomes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>False when it is to be issued without.</summary>
    /// <exception cref="RefusedException">It cannot be compared, and is not to be issued without.</exception>
    private bool Compares(Candidate candidate) =>
        options.Value.Uniqueness != UniquenessRule.Off
        && (candidate.IsComparable || (options.Value.AttestWithoutUniqueness ? false : throw new RefusedException(AttestationRefusalReason.UniquenessUnchecked)));

    /// <summary>The message with the root may be on its way.</summary>
    private async Task WaitForRootAsync(Case work, CancellationToken cancel)
    {
        if (clock.GetUtcNow() - work.ProvedAt > options.Value.Patience)
        {
            throw new RefusedException(AttestationRefusalReason.Registry);
        }

        await queue.ReturnAsync(work, options.Value.Poll, cancel);
    }

    /// <summary>Compares, and saves if nobody was enrolled meanwhile; else compares with those too. Somebody gets further each time.</summary>
    private async Task IssueOnceAsync(Case work, Candidate candidate, CancellationToken cancel)
    {
        ShareIntake intake = candidate.ShareCommitments is { } commitments ? await matchers.TakeAsync(work, commitments, cancel) : ShareIntake.Missing;
        if (intake != ShareIntake.Taken)
        {
            throw new RefusedException(Refusals.For(intake));
        }

        long compared = 0;
        var superseded = new List<IssuedAttestation>();
        do
        {
            (long enrolled, IssuedAttestation[] others) = await EnrolledAfterAsync(compared, cancel);
            superseded.AddRange(await FindSupersededAsync(work, others, cancel));
            compared = enrolled;
        }
        while (!await SaveAsync(work, candidate, compared, superseded, cancel));
    }

    /// <summary>Living attestations whose templates are enrolled, but for the first <paramref name="compared"/>; and how many ever were.</summary>
    private async Task<(long Enrolled, IssuedAttestation[] Others)> EnrolledAfterAsync(long compared, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        DateTimeOffset now = clock.GetUtcNow();
        long enrolled = await db.Enrolments.Select(row => row.Count).SingleAsync(cancel);
        IssuedAttestation[] others = await db.Attestations.AsNoTracking()
            .Where(row => row.EnrolledAs > compared && row.EnrolledAs <= enrolled && row.ExpiresAt > now).ToArrayAsync(cancel);
        return (enrolled, others);
    }

    private async Task<IEnumerable<IssuedAttestation>> FindSupersededAsync(Case work, IssuedAttestation[] others, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        List<Guid> found = await matchers.FindAsync(work.CaptureId, [.. others.Select(other => other.CaptureId)], work.AttemptId!.Value, cancel);
        metrics.Matching.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        IssuedAttestation[] same = [.. others.Where(other => found.Contains(other.CaptureId))];
        bool refused = options.Value.Uniqueness == UniquenessRule.Refuse ? same.Length > 0 : same.Any(other => other.HolderX == work.HolderX && other.HolderY == work.HolderY);
        return refused ? throw new RefusedException(AttestationRefusalReason.AlreadyAttested) : same;
    }

    /// <summary>One transaction. False when somebody was enrolled since <paramref name="compared"/> were.</summary>
    private Task<bool> SaveAsync(Case work, Candidate candidate, long? compared, List<IssuedAttestation> superseded, CancellationToken cancel) =>
        queue.FinishAsync(work, CaseState.Issued, async db =>
        {
            int enrolled = compared is null ? 1 : await db.Enrolments.Where(row => row.Id == EnrolmentCount.OnlyId && row.Count == compared)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + 1), cancel);
            if (enrolled == 0)
            {
                return false;
            }

            foreach (IssuedAttestation old in superseded)
            {
                await Revocation.ApplyAsync(db, old, AttestationRevocationReason.Superseded, clock, cancel);
            }

            candidate.Row.EnrolledAs = compared + 1;
            candidate.Row.SharesDeleted = compared is null;
            db.Attestations.Add(candidate.Row);
            db.Publish(Events.Issued(work, candidate.Row, candidate.ProofSha256, clock));
            return true;
        }, cancel);
}
