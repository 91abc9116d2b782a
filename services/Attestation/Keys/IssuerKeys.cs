using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Credentials;

namespace Zkml.Attestation.Keys;

/// <summary>
/// The issuer's keys. All processes read them from the database, and look again after half a minute: a new key is published far longer before it signs.
/// </summary>
internal sealed class IssuerKeys(IServiceScopeFactory scopes, ServiceKey secret, IOptions<AttestationOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Published at once; a set of keys may have <see cref="JsonWebKeySet.MaximumKeys"/>.</summary>
    private const int MostPublished = 8;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, StoredSigner> _signers = new(StringComparer.Ordinal);

    private volatile Copy? _copy;

    public async Task<SigningKeyRing> RingAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Ring;

    public async Task<JsonWebKeySet> PublishedAsync(CancellationToken cancel) =>
        (await RingAsync(cancel)).PublishedAt(clock.GetUtcNow()) ?? throw new InvalidOperationException("The issuer has no published key.");

    /// <summary>RFC 7638 thumbprints of all keys that there ever were.</summary>
    public async Task<IReadOnlyCollection<string>> ThumbprintsAsync(CancellationToken cancel) => (await ReadAsync(cancel)).KeyIds;

    /// <summary>Makes the key that signs next, if it is time; two processes at once make one.</summary>
    public async Task RotateIfDueAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        DateTimeOffset now = clock.GetUtcNow();
        if (!await db.IssuerKeys.AnyAsync(row => row.SignFrom <= now && row.SignUntil > now, cancel))
        {
            // The first, or one that stands in for a key that was deleted: it cannot be published before.
            await AddAsync(db, now, now, cancel);
            return;
        }

        DateTimeOffset last = await db.IssuerKeys.MaxAsync(row => row.SignUntil, cancel);
        if (last - now <= options.Value.KeyLead)
        {
            await AddAsync(db, now, last, cancel);
        }
    }

    /// <summary>Makes a key that takes over after <see cref="AttestationOptions.KeyLead"/>; false when too many are published.</summary>
    public async Task<bool> RotateAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        DateTimeOffset now = clock.GetUtcNow();
        if (await db.IssuerKeys.CountAsync(row => row.PublishUntil > now, cancel) >= MostPublished)
        {
            return false;
        }

        await AddAsync(db, now, now + options.Value.KeyLead, cancel);
        return true;
    }

    public void Dispose()
    {
        foreach (StoredSigner signer in _signers.Values)
        {
            signer.Dispose();
        }
    }

    private static string NameOf(string keyId) => $"issuer key|{keyId}";

    private async Task AddAsync(AttestationDb db, DateTimeOffset now, DateTimeOffset signFrom, CancellationToken cancel)
    {
        using SoftwareSigner made = SoftwareSigner.CreateIssuer();
        byte[] pkcs8 = made.ExportPkcs8();
        byte[] wrapped = secret.Seal(pkcs8, NameOf(made.PublicKey.KeyId!));
        CryptographicOperations.ZeroMemory(pkcs8);
        DateTimeOffset signUntil = signFrom + options.Value.KeyLifetime;
        // A credential that it signs at the last moment, and the clock of a verifier that is late.
        DateTimeOffset publishUntil = signUntil + options.Value.CredentialLifetime + TimeSpan.FromDays(1);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO issuer_keys (key_id, wrapped, publish_from, sign_from, sign_until, publish_until)
             VALUES ({made.PublicKey.KeyId}, {wrapped}, {now.ToUnixTimeMilliseconds()}, {signFrom.ToUnixTimeMilliseconds()},
                 {signUntil.ToUnixTimeMilliseconds()}, {publishUntil.ToUnixTimeMilliseconds()})
             ON CONFLICT DO NOTHING
             """, cancel);
        _copy = null;
    }

    private async Task<Copy> ReadAsync(CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_copy is { } copy && now - copy.At < Fresh)
        {
            return copy;
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        IssuerKeyRow[] rows = await scope.ServiceProvider.GetRequiredService<AttestationDb>().IssuerKeys.AsNoTracking().ToArrayAsync(cancel);
        ScheduledKey[] keys = [.. rows.Select(row => new ScheduledKey(SignerOf(row), row.PublishFrom, row.SignFrom, row.SignUntil, row.PublishUntil))];
        return _copy = new Copy(now, new SigningKeyRing(keys), rows.Select(row => row.KeyId).ToHashSet(StringComparer.Ordinal));
    }

    private StoredSigner SignerOf(IssuerKeyRow row) => _signers.GetOrAdd(row.KeyId, keyId =>
    {
        byte[] pkcs8 = secret.Open(row.Wrapped, NameOf(keyId));
        SoftwareSigner signer = SoftwareSigner.ImportIssuer(pkcs8);
        CryptographicOperations.ZeroMemory(pkcs8);
        return new StoredSigner(signer);
    });

    private sealed record Copy(DateTimeOffset At, SigningKeyRing Ring, IReadOnlyCollection<string> KeyIds);
}
