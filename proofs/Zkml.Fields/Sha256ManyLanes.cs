using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Zkml.Fields;

/// <summary>
/// <see cref="Sha256Many"/> for multiples of sixteen messages. Sixteen neighbouring columns of row-major rows are the sixteen lanes as
/// they stand in memory: only salts, children and digests, which lie message by message, are transposed.
/// </summary>
internal static unsafe class Sha256ManyLanes
{
    internal const int SaltSize = 32;

    private const int DigestSize = SHA256.HashSizeInBytes;
    private const int MessageBits = 32; // of one word

    /// <summary>A state, a block, and one word more: a node's message of 17 words is loaded at once.</summary>
    private const int ScratchWords = Sha256ManyCompression.StateWords + Sha256ManyCompression.BlockWords + 1;

    internal static bool IsSupported => Avx512BW.IsSupported;

    internal static void HashColumns(uint tag, ReadOnlySpan<byte> salts, FieldVector[] rows, int firstColumn, Span<byte> digests)
    {
        Debug.Assert((salts.IsEmpty || salts.Length == digests.Length) && digests.Length % (Lane16.Count * DigestSize) == 0);
        int head = salts.IsEmpty ? 1 : 1 + SaltSize / sizeof(uint);
        byte* scratch = stackalloc byte[(ScratchWords + 1) * sizeof(Vector512<uint>)];
        Vector512<uint>* state = Align(scratch), block = state + Sha256ManyCompression.StateWords;
        fixed (byte* allSalts = salts, allDigests = digests)
        {
            for (int column = 0; column < digests.Length / DigestSize; column += Lane16.Count)
            {
                Sha256ManyCompression.Initialize(state);
                block[0] = Vector512.Create(tag);
                if (head > 1)
                {
                    LoadFourWords(allSalts + SaltSize * column, SaltSize, block + 1);
                    LoadFourWords(allSalts + SaltSize * column + 16, SaltSize, block + 5);
                }

                int used = Absorb(state, block, head, rows, (nuint)(firstColumn + column));
                Finish(state, block, used, (ulong)(head + rows.Length) * MessageBits);
                StoreDigests(state, allDigests + DigestSize * column);
            }
        }

        CryptographicOperations.ZeroMemory(new Span<byte>(scratch, (ScratchWords + 1) * sizeof(Vector512<uint>)));
    }

    internal static void HashPairs(uint tag, ReadOnlySpan<byte> children, Span<byte> parents)
    {
        Debug.Assert(children.Length == 2 * parents.Length && parents.Length % (Lane16.Count * DigestSize) == 0);
        byte* scratch = stackalloc byte[(ScratchWords + 1) * sizeof(Vector512<uint>)];
        Vector512<uint>* state = Align(scratch), block = state + Sha256ManyCompression.StateWords;
        fixed (byte* allChildren = children, allParents = parents)
        {
            for (int parent = 0; parent < parents.Length / DigestSize; parent += Lane16.Count)
            {
                Sha256ManyCompression.Initialize(state);
                block[0] = Vector512.Create(tag);
                for (int word = 0; word < 16; word += 4)
                {
                    LoadFourWords(allChildren + 2 * DigestSize * parent + sizeof(uint) * word, 2 * DigestSize, block + 1 + word);
                }

                Sha256ManyCompression.Compress(state, block);
                block[0] = block[Sha256ManyCompression.BlockWords];
                Finish(state, block, 1, 17 * MessageBits);
                StoreDigests(state, allParents + DigestSize * parent);
            }
        }
    }

    private static Vector512<uint>* Align(byte* scratch) =>
        (Vector512<uint>*)(((nuint)scratch + (nuint)sizeof(Vector512<uint>) - 1) & ~((nuint)sizeof(Vector512<uint>) - 1));

    /// <summary>Sixteen columns behind the words already in the block; returns the words then used of the last block.</summary>
    private static int Absorb(Vector512<uint>* state, Vector512<uint>* block, int used, FieldVector[] rows, nuint column)
    {
        foreach (FieldVector row in rows)
        {
            if (used == Sha256ManyCompression.BlockWords)
            {
                Sha256ManyCompression.Compress(state, block);
                used = 0;
            }

            block[used++] = SwapBytes(Lane16.Load(ref MemoryMarshal.GetReference(row.Span), column).ToCanonical());
        }

        return used;
    }

    /// <summary>Padding of FIPS 180-4, section 5.1.1: a one bit, zeros, the length in bits as two words at the end of a block.</summary>
    private static void Finish(Vector512<uint>* state, Vector512<uint>* block, int used, ulong bits)
    {
        const int lengthAt = Sha256ManyCompression.BlockWords - 2;
        if (used == Sha256ManyCompression.BlockWords)
        {
            Sha256ManyCompression.Compress(state, block);
            used = 0;
        }

        block[used++] = Vector512.Create(0x8000_0000);
        if (used > lengthAt)
        {
            new Span<Vector512<uint>>(block + used, Sha256ManyCompression.BlockWords - used).Clear();
            Sha256ManyCompression.Compress(state, block);
            used = 0;
        }

        new Span<Vector512<uint>>(block + used, lengthAt - used).Clear();
        block[lengthAt] = Vector512.Create((uint)(bits >> 32));
        block[lengthAt + 1] = Vector512.Create((uint)bits);
        Sha256ManyCompression.Compress(state, block);
    }

    /// <summary>words[i], lane l = big-endian word i of the message at source + l · stride, 0 ≤ i &lt; 4.</summary>
    /// <remarks>Before the transpose, group g of vector r has four words of message 4g + r, which is then element r of group g.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFourWords(byte* source, int stride, Vector512<uint>* words)
    {
        Vector512<uint> m0 = FourMessages(source, stride), m1 = FourMessages(source + stride, stride);
        Vector512<uint> m2 = FourMessages(source + 2 * stride, stride), m3 = FourMessages(source + 3 * stride, stride);
        TransposeGroups(ref m0, ref m1, ref m2, ref m3);
        words[0] = SwapBytes(m0);
        words[1] = SwapBytes(m1);
        words[2] = SwapBytes(m2);
        words[3] = SwapBytes(m3);
    }

    /// <summary>Sixteen bytes of every fourth message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> FourMessages(byte* source, int stride)
    {
        Vector512<byte> messages = Vector128.Load(source).ToVector256Unsafe().ToVector512Unsafe();
        messages = Avx512F.InsertVector128(messages, Vector128.Load(source + 4 * stride), 1);
        messages = Avx512F.InsertVector128(messages, Vector128.Load(source + 8 * stride), 2);
        return Avx512F.InsertVector128(messages, Vector128.Load(source + 12 * stride), 3).AsUInt32();
    }

    /// <summary>Sixteen digests of 32 bytes, the inverse of <see cref="LoadFourWords"/> for either half.</summary>
    private static void StoreDigests(Vector512<uint>* state, byte* digests)
    {
        for (int half = 0; half < 2; half++)
        {
            Vector512<uint> m0 = SwapBytes(state[4 * half]), m1 = SwapBytes(state[4 * half + 1]);
            Vector512<uint> m2 = SwapBytes(state[4 * half + 2]), m3 = SwapBytes(state[4 * half + 3]);
            TransposeGroups(ref m0, ref m1, ref m2, ref m3);
            StoreFourMessages(m0, digests + 16 * half);
            StoreFourMessages(m1, digests + 16 * half + DigestSize);
            StoreFourMessages(m2, digests + 16 * half + 2 * DigestSize);
            StoreFourMessages(m3, digests + 16 * half + 3 * DigestSize);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFourMessages(Vector512<uint> messages, byte* destination)
    {
        Vector512<byte> bytes = messages.AsByte();
        Avx512F.ExtractVector128(bytes, 0).Store(destination);
        Avx512F.ExtractVector128(bytes, 1).Store(destination + 4 * DigestSize);
        Avx512F.ExtractVector128(bytes, 2).Store(destination + 8 * DigestSize);
        Avx512F.ExtractVector128(bytes, 3).Store(destination + 12 * DigestSize);
    }

    /// <summary>Transposes, in each group of 128 bits on its own, the 4 × 4 words of the four vectors; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeGroups(
        ref Vector512<uint> m0, ref Vector512<uint> m1, ref Vector512<uint> m2, ref Vector512<uint> m3)
    {
        Vector512<ulong> low01 = Avx512F.UnpackLow(m0, m1).AsUInt64(), high01 = Avx512F.UnpackHigh(m0, m1).AsUInt64();
        Vector512<ulong> low23 = Avx512F.UnpackLow(m2, m3).AsUInt64(), high23 = Avx512F.UnpackHigh(m2, m3).AsUInt64();
        m0 = Avx512F.UnpackLow(low01, low23).AsUInt32();
        m1 = Avx512F.UnpackHigh(low01, low23).AsUInt32();
        m2 = Avx512F.UnpackLow(high01, high23).AsUInt32();
        m3 = Avx512F.UnpackHigh(high01, high23).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SwapBytes(Vector512<uint> words)
    {
        Vector128<byte> order = Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
        Vector256<byte> twice = Vector256.Create(order, order);
        return Avx512BW.Shuffle(words.AsByte(), Vector512.Create(twice, twice)).AsUInt32();
    }
}
