using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Keys;
using Zkml.Credentials;

namespace Zkml.Attestation.Status;

/// <summary>Signed status lists. One is made anew when something was revoked, in whichever process, and when half of its time to live is over.</summary>
internal sealed class StatusTokens(IServiceScopeFactory scopes, IssuerKeys keys, IOptions<AttestationOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, Copy> _copies = [];

    public string AddressOf(int number) => $"{options.Value.Issuer}/statuslists/{number}";

    /// <summary>Null when there is no such list.</summary>
    public async Task<string?> FindAsync(int number, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        if (await db.StatusLists.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel) is not { } row)
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        if (_copies.TryGetValue(number, out Copy? copy) && copy.Version == row.Version && now - copy.SignedAt < options.Value.StatusTimeToLive / 2)
        {
            return copy.Token;
        }

        string token = await SignAsync(number, await ListAsync(db, row, cancel), now, cancel);
        _copies[number] = new Copy(row.Version, now, token);
        return token;
    }

    /// <summary>As the database has it now: not older than the version in the row, which was read before.</summary>
    public static async Task<StatusList> ListAsync(AttestationDb db, StatusListRow row, CancellationToken cancel)
    {
        var list = new StatusList(1, row.Entries);
        foreach (int index in await db.Attestations.Where(issued => issued.StatusList == row.Number && issued.RevokedAt != null)
            .Select(issued => issued.StatusIndex).ToArrayAsync(cancel))
        {
            list[index] = (int)StatusValue.Invalid;
        }

        return list;
    }

    private async Task<string> SignAsync(int number, StatusList list, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset expires = now + options.Value.StatusLifetime;
        ITokenSigner signer = (await keys.RingAsync(cancel)).SignerFor(now, expires) ?? throw new InvalidOperationException("No key can sign a status list now.");
        return new StatusListToken
        {
            Uri = AddressOf(number),
            IssuedAt = now,
            Expires = expires,
            TimeToLive = options.Value.StatusTimeToLive,
            List = list,
        }.Sign(signer);
    }

    private sealed record Copy(long Version, DateTimeOffset SignedAt, string Token);
}
