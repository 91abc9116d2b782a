using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Zkml.Fields;

namespace Zkml.Commitments;

/// <summary>
/// All random choices of one proof attempt: AES-256 in counter mode under a fresh seed. One attempt, one instance: pads and masks
/// must never be used twice. Not for use by several threads at once. Zeroed on dispose.
/// </summary>
/// <remarks>
/// The seed is SHA-256(32 bytes of the operating system ‖ plan digest ‖ witness digest). Hedged: should the operating system
/// repeat itself, different witnesses, public values, statements or parameters still get independent streams.
/// </remarks>
public sealed class ProofRandomness : IDisposable
{
    private const int BlockSize = 16;
    private const int DigestSize = SHA256.HashSizeInBytes;

    /// <summary>Stream bytes made at once: large against the cost of a call into the cipher, small enough for the second-level cache.</summary>
    private const int ChunkSize = 1 << 16;

    private readonly Aes _aes = Aes.Create();
    private readonly Action<Span<byte>> _nextChunk;
    private readonly byte[] _counters = new byte[ChunkSize];
    private readonly byte[] _stream = new byte[ChunkSize];
    private ulong _nextCounter;
    private int _read = ChunkSize;
    private bool _disposed;

    /// <param name="planDigest">32 bytes, public, of statement and parameters.</param>
    /// <param name="witnessDigest">32 bytes, secret, of witness and public values; the caller zeroes it.</param>
    public ProofRandomness(ReadOnlySpan<byte> planDigest, ReadOnlySpan<byte> witnessDigest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(planDigest.Length, DigestSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(witnessDigest.Length, DigestSize);
        Span<byte> input = stackalloc byte[3 * DigestSize], seed = stackalloc byte[DigestSize];
        RandomNumberGenerator.Fill(input[..DigestSize]);
        planDigest.CopyTo(input[DigestSize..]);
        witnessDigest.CopyTo(input[(2 * DigestSize)..]);
        SHA256.HashData(input, seed);
        _aes.SetKey(seed);
        _nextChunk = Encrypt;
        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>A repeatable stream, for tests only.</summary>
    internal ProofRandomness(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, DigestSize);
        _aes.SetKey(seed);
        _nextChunk = Encrypt;
    }

    /// <summary>Given choices, for tests of zero knowledge only. The action is asked for more whenever the last chunk is used up.</summary>
    internal ProofRandomness(Action<Span<byte>> nextChunk) => _nextChunk = nextChunk;

    /// <summary>Fills with uniform field elements: 31-bit candidates of the stream, those not below p skipped.</summary>
    /// <remarks>
    /// A uniform word below p is a uniform element in Montgomery form as it stands. Which candidates were skipped shows in the time
    /// taken, but says nothing about those that were kept.
    /// </remarks>
    public void FillField(Span<uint> montgomery)
    {
        int filled = 0;
        while (filled < montgomery.Length)
        {
            ReadOnlySpan<uint> candidates = MemoryMarshal.Cast<byte, uint>(Available(sizeof(uint)));
            candidates = candidates[..Math.Min(candidates.Length, montgomery.Length - filled)];
            filled += KeepBelowModulus(candidates, montgomery[filled..]);
            _read += candidates.Length * sizeof(uint);
        }
    }

    public void FillBytes(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> available = Available(1);
            int taken = Math.Min(available.Length, destination.Length);
            available[..taken].CopyTo(destination);
            destination = destination[taken..];
            _read += taken;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_stream);
    }

    /// <summary>Copies the candidates below p to the front of the destination, without a branch on their value; returns how many.</summary>
    private static int KeepBelowModulus(ReadOnlySpan<uint> candidates, Span<uint> destination)
    {
        int kept = 0;
        foreach (uint word in candidates)
        {
            uint candidate = word & int.MaxValue;
            destination[kept] = candidate;
            kept += (int)((candidate - KoalaBear.Modulus) >> 31); // both below 2^31: the sign bit says "less"
        }

        return kept;
    }

    /// <summary>The unread part of the stream, starting at a multiple of the alignment, at least one unit; makes a new chunk if none is left.</summary>
    private ReadOnlySpan<byte> Available(int alignment)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _read = (_read + alignment - 1) & -alignment;
        if (_read == ChunkSize)
        {
            _nextChunk(_stream);
            _read = 0;
        }

        return _stream.AsSpan(_read);
    }

    private void Encrypt(Span<byte> chunk)
    {
        for (int i = 0; i < ChunkSize; i += BlockSize)
        {
            // 128-bit big-endian counter whose upper half stays zero.
            BinaryPrimitives.WriteUInt64BigEndian(_counters.AsSpan(i + sizeof(ulong)), _nextCounter++);
        }

        _aes.EncryptEcb(_counters, chunk, PaddingMode.None);
    }
}
