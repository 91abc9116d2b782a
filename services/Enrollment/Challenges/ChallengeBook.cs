using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;

namespace Zkml.Enrollment.Challenges;

/// <summary>Gives challenges out, and takes each back once.</summary>
internal sealed class ChallengeBook(EnrollmentDb db, IOptions<EnrollmentOptions> options, TimeProvider clock)
{
    public async Task<ChallengeRow> GiveAsync(P256PublicKey key, CancellationToken cancel)
    {
        // Whole milliseconds, as they are stored: the answer and the window of the proof say the same.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var challenge = new ChallengeRow
        {
            Nonce = new Digest(RandomNumberGenerator.GetBytes(Digest.Length)),
            KeyX = key.X.ToDigest(),
            KeyY = key.Y.ToDigest(),
            IssuedAt = now,
            ExpiresAt = now + options.Value.ChallengeLifetime,
        };
        db.Challenges.Add(challenge);
        await db.SaveChangesAsync(cancel);
        return challenge;
    }

    public Task<ChallengeRow?> FindAsync(Digest nonce, CancellationToken cancel) =>
        db.Challenges.AsNoTracking().SingleOrDefaultAsync(challenge => challenge.Nonce == nonce, cancel);

    public ChallengeState StateOf(ChallengeRow? challenge) =>
        challenge is null ? ChallengeState.Unknown
        : challenge.UsedAt is not null ? ChallengeState.Used
        : challenge.ExpiresAt <= clock.GetUtcNow() ? ChallengeState.Expired
        : ChallengeState.Open;

    /// <summary>Inside the transaction of what the answer brings about. False when somebody else was faster; then nothing may be kept.</summary>
    public async Task<bool> TryUseAsync(ChallengeRow challenge, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return await db.Challenges.Where(row => row.Nonce == challenge.Nonce && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel) == 1;
    }
}
