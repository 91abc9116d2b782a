using System.Security.Cryptography;

namespace Zkml.Hosting.Vault;

/// <summary>An opened secret. It lies at one place in memory, and is zeroed there when disposed.</summary>
public sealed class VaultSecret : IDisposable
{
    private readonly byte[] _bytes;

    internal VaultSecret(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    public ReadOnlySpan<byte> Bytes => _bytes;

    internal Span<byte> Buffer => _bytes;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
