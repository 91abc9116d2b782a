using System.Security.Cryptography;

namespace Zkml.Matching;

/// <summary>
/// Three vectors, one for each store, that sum to zero and of which each is uniform for who knows not both keys of its store: F(k_i, id) − F(k_(i+1), id)
/// with F = HKDF-Expand (RFC 5869, SHA-256). Store i has the keys k_i and k_(i+1), agreed on once. An id is used for one comparison.
/// </summary>
public sealed class ZeroShare
{
    public const int KeyLength = 32;

    private readonly ushort[] _values;

    private ZeroShare(int store, ushort[] values) => (Store, _values) = (store, values);

    public int Store { get; }

    /// <param name="store">0, 1 or 2.</param>
    /// <param name="own">k_store.</param>
    /// <param name="next">k_(store + 1).</param>
    /// <param name="comparison">Names both templates and the attempt.</param>
    public static ZeroShare Of(int store, ReadOnlySpan<byte> own, ReadOnlySpan<byte> next, ReadOnlySpan<byte> comparison)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(own.Length, KeyLength, nameof(own));
        ArgumentOutOfRangeException.ThrowIfNotEqual(next.Length, KeyLength, nameof(next));
        var values = new ushort[2 * ShareLayout.Turns];
        Span<byte> plus = stackalloc byte[values.Length * sizeof(ushort)], minus = stackalloc byte[plus.Length];
        HKDF.Expand(HashAlgorithmName.SHA256, own, plus, comparison);
        HKDF.Expand(HashAlgorithmName.SHA256, next, minus, comparison);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (ushort)(BitConverter.ToUInt16(plus[(2 * i)..]) - BitConverter.ToUInt16(minus[(2 * i)..]));
        }

        CryptographicOperations.ZeroMemory(plus);
        CryptographicOperations.ZeroMemory(minus);
        return new ZeroShare(store, values);
    }

    internal void AddTo(Span<ushort> products)
    {
        for (int i = 0; i < products.Length; i++)
        {
            products[i] += _values[i];
        }
    }
}
