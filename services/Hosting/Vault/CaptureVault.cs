using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Vault;

/// <summary>
/// The key's row is written before the ciphertext and emptied before the ciphertext is deleted: after a crash at any point there may be a key or a
/// ciphertext too many, which the sweeper finds, and never a ciphertext that nobody knows of.
/// </summary>
internal sealed class CaptureVault(
    IServiceScopeFactory scopes, IObjectStore objects, MasterKeys masters, IOptions<VaultOptions> options, TimeProvider clock, ZkmlMetrics metrics)
    : ICaptureVault
{
    private const string KeyLayer = "key", DataLayer = "data";

    public async Task<DataRef> SealAsync(Guid id, VaultPurpose purpose, ReadOnlyMemory<byte> secret, DateTimeOffset expiresAt, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(id, Guid.Empty);
        ArgumentOutOfRangeException.ThrowIfZero(secret.Length, nameof(secret));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, options.Value.LargestSecret, nameof(secret));
        (byte[] wrapped, byte[] box) = Encrypt(id, purpose, secret.Span);
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        VaultDb db = scope.ServiceProvider.GetRequiredService<VaultDb>();
        db.Keys.Add(new VaultDb.VaultEntry
        {
            Id = id,
            Purpose = purpose,
            MasterId = masters.CurrentId.ToArray(),
            Wrapped = wrapped,
            SealedAt = clock.GetUtcNow(),
            ExpiresAt = expiresAt,
        });
        await db.SaveChangesAsync(cancel);
        await objects.PutAsync(ObjectKind.Sealed, id, box, cancel);
        metrics.Sealed.Add(1);
        return new DataRef { Id = id, Sha256 = new Digest(SHA256.HashData(box)), Size = box.Length };
    }

    public async Task<VaultSecret?> OpenAsync(Guid id, VaultPurpose purpose, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset now = clock.GetUtcNow();
        VaultDb.VaultEntry? entry = await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys.AsNoTracking()
            .SingleOrDefaultAsync(key => key.Id == id && key.ExpiresAt > now, cancel);
        if (entry?.Wrapped is not { } wrapped
            || await objects.GetAsync(ObjectKind.Sealed, id, options.Value.LargestSecret + Envelope.Overhead, cancel) is not { } box)
        {
            return null;
        }

        return Decrypt(entry, wrapped, box, purpose);
    }

    public Task DestroyAsync(Guid id, CancellationToken cancel) => DestroyAsync(id, "done", cancel);

    public async Task<int> CountKeysAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys.CountAsync(key => key.Wrapped != null, cancel);
    }

    public async Task<IReadOnlyList<(Guid Id, DateTimeOffset SealedAt)>> LivingAsync(
        VaultPurpose purpose, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var living = await scope.ServiceProvider.GetRequiredService<VaultDb>().Keys
            .Where(key => key.Wrapped != null && key.Purpose == purpose && key.SealedAt >= from && key.SealedAt < until)
            .OrderBy(key => key.SealedAt).Take(most).Select(key => new { key.Id, key.SealedAt }).ToArrayAsync(cancel);
        return [.. living.Select(key => (key.Id, key.SealedAt))];
    }

    internal async Task DestroyAsync(Guid id, string cause, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        VaultDb db = scope.ServiceProvider.GetRequiredService<VaultDb>();
        DateTimeOffset now = clock.GetUtcNow();
        int destroyed = await db.Keys.Where(key => key.Id == id && key.Wrapped != null).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Wrapped, (byte[]?)null).SetProperty(key => key.DestroyedAt, now), cancel);
        await objects.DeleteAsync(ObjectKind.Sealed, id, cancel);
        await db.Keys.Where(key => key.Id == id && !key.ObjectDeleted)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.ObjectDeleted, true), cancel);
        if (destroyed > 0)
        {
            metrics.Destroyed.Add(1, new KeyValuePair<string, object?>("cause", cause));
        }
    }

    private (byte[] Wrapped, byte[] Box) Encrypt(Guid id, VaultPurpose purpose, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[Envelope.KeyLength];
        RandomNumberGenerator.Fill(key);
        byte[] box = Envelope.Seal(key, secret, Envelope.Associated(DataLayer, id, purpose));
        byte[] wrapped = masters.Wrap(key, Envelope.Associated(KeyLayer, id, purpose));
        CryptographicOperations.ZeroMemory(key);
        return (wrapped, box);
    }

    private VaultSecret Decrypt(VaultDb.VaultEntry entry, byte[] wrapped, byte[] box, VaultPurpose purpose)
    {
        VaultSecret secret = new(Math.Max(0, box.Length - Envelope.Overhead));
        Span<byte> key = stackalloc byte[Envelope.KeyLength];
        try
        {
            masters.Unwrap(entry.MasterId, wrapped, key, Envelope.Associated(KeyLayer, entry.Id, purpose));
            Envelope.Open(key, box, secret.Buffer, Envelope.Associated(DataLayer, entry.Id, purpose));
            return secret;
        }
        catch (CryptographicException)
        {
            secret.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
