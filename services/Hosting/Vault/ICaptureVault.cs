using Zkml.Contracts;

namespace Zkml.Hosting.Vault;

/// <summary>
/// The only place where a capture, or a share of a template, lies: encrypted under a key of its own, which lies elsewhere, wrapped under the master key.
/// Destroying the key is destroying the secret.
/// </summary>
public interface ICaptureVault
{
    /// <summary>Seals a secret under an id that was never used before. The caller zeroes <paramref name="secret"/>.</summary>
    /// <param name="id">The capture's id, or a new one for a share.</param>
    /// <param name="expiresAt">Its key is destroyed then, whatever happens before.</param>
    Task<DataRef> SealAsync(Guid id, VaultPurpose purpose, ReadOnlyMemory<byte> secret, DateTimeOffset expiresAt, CancellationToken cancel);

    /// <summary>The secret, to be disposed; null when it was never sealed, has expired, or was destroyed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The stored bytes are not those that were sealed for this id and purpose.</exception>
    Task<VaultSecret?> OpenAsync(Guid id, VaultPurpose purpose, CancellationToken cancel);

    /// <summary>Destroys the key, then the ciphertext. Repetition is no error, nor is an id that was never sealed.</summary>
    Task DestroyAsync(Guid id, CancellationToken cancel);

    /// <summary>Keys of a purpose that exist and were sealed in a time, oldest first.</summary>
    /// <param name="from">Included.</param>
    /// <param name="until">Excluded.</param>
    /// <param name="most">No more than so many.</param>
    Task<IReadOnlyList<(Guid Id, DateTimeOffset SealedAt)>> LivingAsync(
        VaultPurpose purpose, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancel);

    /// <summary>Keys that exist: what has neither been destroyed nor expired.</summary>
    Task<int> CountKeysAsync(CancellationToken cancel);
}
