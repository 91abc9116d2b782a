using System.Buffers.Binary;
using System.Numerics;
using Zkml.Fields;

namespace Zkml.Gadgets.Sha256;

/// <summary>The plain function (FIPS 180-4), written as the gadget computes it: every round's a, e and w, and the carries of its additions.</summary>
public static class Sha256Function
{
    /// <summary>The digest of a message.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        var padded = new byte[BlockCount(message.Length) * Sha256Constants.BytesPerBlock];
        Pad(message, padded);
        uint[] state = [.. Sha256Words.InitialState];
        var trace = new Sha256Trace();
        for (int start = 0; start < padded.Length; start += Sha256Constants.BytesPerBlock)
        {
            Compress(state, padded.AsSpan(start, Sha256Constants.BytesPerBlock), trace);
        }

        var digest = new byte[32];
        WriteDigest(state, digest);
        return digest;
    }

    /// <summary>Blocks of a message with its padding.</summary>
    public static int BlockCount(int length) =>
        (length + Sha256Constants.MinPadding + Sha256Constants.BytesPerBlock - 1) / Sha256Constants.BytesPerBlock;

    /// <summary>The message, 0x80, zeros, and the length in bits at the end of its last block; zeros to the end of <paramref name="padded"/>.</summary>
    public static void Pad(ReadOnlySpan<byte> message, Span<byte> padded)
    {
        int end = BlockCount(message.Length) * Sha256Constants.BytesPerBlock;
        ArgumentOutOfRangeException.ThrowIfLessThan(padded.Length, end, nameof(padded));
        message.CopyTo(padded);
        padded[message.Length..].Clear();
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.Slice(end - 8, 8), (ulong)message.Length * 8);
    }

    /// <summary>The digest's bytes of a state.</summary>
    internal static void WriteDigest(ReadOnlySpan<uint> state, Span<byte> digest)
    {
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest.Slice(4 * i, 4), state[i]);
        }
    }

    /// <summary>One block: updates the state a … h and writes down the trace.</summary>
    internal static void Compress(Span<uint> state, ReadOnlySpan<byte> block, Sha256Trace trace)
    {
        ExtendMessage(block, trace);
        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int t = 0; t < Sha256Constants.Rounds; t++)
        {
            uint sigma1 = Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25), choice = (e & f) ^ (~e & g);
            uint sigma0 = Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22), majority = (a & b) ^ (a & c) ^ (b & c);
            Halves sumE = Halves.Of(d) + Halves.Of(h) + Halves.Of(sigma1) + Halves.Of(choice)
                + Halves.Of(Sha256Words.RoundConstants[t]) + Halves.Of(trace.W[t]);
            Halves sumA = Halves.Of(sumE.Word) - Halves.Of(d) + Halves.Of(sigma0) + Halves.Of(majority);
            (h, g, f, e, d, c, b, a) = (g, f, e, sumE.Word, c, b, a, sumA.Word);
            trace.A[t] = a;
            trace.E[t] = e;
            trace.Carries[t] |= sumE.Carries(0, Sha256Tensors.BitsE) << Sha256Tensors.FirstSlotE
                | sumA.Carries(1, Sha256Tensors.BitsA) << Sha256Tensors.FirstSlotA;
        }

        AddState(state, [a, b, c, d, e, f, g, h], trace);
    }

    private static void AddState(Span<uint> state, ReadOnlySpan<uint> last, Sha256Trace trace)
    {
        Array.Clear(trace.StateCarries);
        for (int i = 0; i < last.Length; i++)
        {
            Halves sum = Halves.Of(state[i]) + Halves.Of(last[i]);
            state[i] = sum.Word;
            (int set, int age) = Math.DivRem(i, Sha256Tensors.StateDepth);
            trace.StateCarries[Sha256Tensors.StateDepth - 1 - age] |= sum.Carries(0, 1) << (2 * set);
        }

        state.CopyTo(trace.State);
    }

    private static void ExtendMessage(ReadOnlySpan<byte> block, Sha256Trace trace)
    {
        uint[] w = trace.W;
        for (int t = 0; t < Sha256Constants.WordsPerBlock; t++)
        {
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(block.Slice(4 * t, 4));
            trace.Carries[t] = 0;
        }

        for (int t = Sha256Constants.WordsPerBlock; t < Sha256Constants.Rounds; t++)
        {
            uint x = w[t - 15], y = w[t - 2];
            Halves sum = Halves.Of(Rotate(y, 17) ^ Rotate(y, 19) ^ (y >> 10)) + Halves.Of(w[t - 7])
                + Halves.Of(Rotate(x, 7) ^ Rotate(x, 18) ^ (x >> 3)) + Halves.Of(w[t - 16]);
            w[t] = sum.Word;
            trace.Carries[t] = sum.Carries(0, Sha256Tensors.BitsW) << Sha256Tensors.FirstSlotW;
        }
    }

    private static uint Rotate(uint word, int by) => BitOperations.RotateRight(word, by);

    /// <summary>A sum of 32-bit words, kept as the sums of their halves.</summary>
    private readonly record struct Halves(int Low, int High)
    {
        /// <summary>The sum mod 2^32.</summary>
        public uint Word => (uint)Low + ((uint)High << 16);

        public static Halves Of(uint word) => new((int)(word & 0xffff), (int)(word >> 16));

        public static Halves operator +(Halves x, Halves y) => new(x.Low + y.Low, x.High + y.High);

        public static Halves operator -(Halves x, Halves y) => new(x.Low - y.Low, x.High - y.High);

        /// <summary>⌊low / 2^16⌋ and ⌊(high + that) / 2^16⌋, plus the offset, as bits behind each other.</summary>
        public uint Carries(int offset, int bits)
        {
            int low = Low >> 16, high = (High + low) >> 16;
            return (uint)(low + offset) | (uint)(high + offset) << bits;
        }
    }
}
