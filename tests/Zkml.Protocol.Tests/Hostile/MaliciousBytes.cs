using System.Diagnostics;
using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>Whatever the bytes of a proof are, the verifier gives a reason: no exception, no long run, no allocation that they could choose.</summary>
public sealed class MaliciousBytes : IDisposable
{
    private static readonly ProvedToy Toy = ProvedToy.Tiny;
    private readonly Verifier _verifier = new();

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public void The_unchanged_proof_is_accepted() => Assert.Null(Check(Toy.Proof));

    [Fact]
    public void One_flipped_bit_in_any_byte_is_refused()
    {
        byte[] proof = [.. Toy.Proof];
        for (int i = 0; i < proof.Length; i++)
        {
            byte before = proof[i];
            proof[i] ^= (byte)(1 << (i % 8));
            Assert.True(Check(proof) is not null, $"byte {i} of {proof.Length}");
            proof[i] = before;
        }
    }

    [Fact]
    public void One_flipped_bit_of_a_proof_with_sound_parameters_is_refused()
    {
        byte[] proof = [.. ProvedToy.Sound.Proof];
        Assert.Null(_verifier.Check(ProvedToy.Sound.Plan, ProvedToy.Sound.Publics, proof));
        for (int i = 0; i < proof.Length; i += proof.Length / 150)
        {
            byte before = proof[i];
            proof[i] ^= (byte)(1 << (i % 8));
            Assert.True(_verifier.Check(ProvedToy.Sound.Plan, ProvedToy.Sound.Publics, proof) is not null, $"byte {i} of {proof.Length}");
            proof[i] = before;
        }
    }

    [Fact]
    public void Every_other_length_is_refused()
    {
        for (int length = 0; length < Toy.Proof.Length; length++)
        {
            Assert.NotNull(Check(Toy.Proof.AsSpan(0, length)));
        }

        foreach (int more in (int[])[1, 4, 16, 32, 1 << 16])
        {
            Assert.NotNull(Check([.. Toy.Proof, .. new byte[more]]));
        }

        Assert.NotNull(Check([.. Toy.Proof, .. Toy.Proof]));
    }

    [Fact]
    public void Field_elements_that_are_not_canonical_are_refused()
    {
        // x and x + p are one residue; only x may be accepted, or a proof could be changed into another valid one.
        byte[] proof = [.. Toy.Proof];
        for (int i = Toy.Format.Messages; i < Toy.Format.Openings; i += 4)
        {
            uint value = BitConverter.ToUInt32(proof, i);
            BitConverter.TryWriteBytes(proof.AsSpan(i), value + KoalaBear.Modulus);
            Assert.Contains("canonical", Check(proof), StringComparison.Ordinal);
            BitConverter.TryWriteBytes(proof.AsSpan(i), value);
        }
    }

    [Fact]
    public void Reordered_parts_are_refused()
    {
        ProofFormat f = Toy.Format;
        int roots = f.Header.Length;
        (int, int, int)[] swaps =
        [
            (roots, roots + 32, 32), (f.Messages, f.Messages + 16, 16), (f.Messages, f.Row, 16), (f.Row, f.LowDegree, 16 * 11),
            (f.LowDegree, f.Dot, 16 * 11), (f.Dot, f.Quad, 16), (f.Openings, f.Openings + 4, 4), (f.Openings, Toy.Proof.Length - 64, 64),
            (Toy.Proof.Length - 64, Toy.Proof.Length - 32, 32),
        ];
        foreach ((int x, int y, int length) in swaps)
        {
            byte[] proof = [.. Toy.Proof];
            Toy.Proof.AsSpan(x, length).CopyTo(proof.AsSpan(y));
            Toy.Proof.AsSpan(y, length).CopyTo(proof.AsSpan(x));
            Assert.True(Check(proof) is not null, $"{x} and {y} swapped");
        }
    }

    [Fact]
    public void Random_bytes_of_any_length_are_refused() => Gen.Byte.Array[0, 2 * Toy.Proof.Length].Sample(bytes => Check(bytes) is not null, iter: 300);

    [Fact]
    public void Random_bytes_behind_a_right_header_are_refused() =>
        Gen.Byte.Array[Toy.Proof.Length].Sample(
            bytes =>
            {
                Toy.Format.Header.CopyTo(bytes, 0);
                return Check(bytes) is not null;
            },
            iter: 300);

    [Fact]
    public void Random_field_elements_in_a_right_frame_are_refused() =>
        Gen.UInt[0, KoalaBear.Modulus - 1].Array[Toy.Proof.Length / 4].Sample(
            words =>
            {
                var bytes = new byte[Toy.Proof.Length];
                Buffer.BlockCopy(words, 0, bytes, 0, words.Length * 4);
                Toy.Proof.AsSpan(0, Toy.Format.Messages).CopyTo(bytes);
                return Check(bytes) is not null;
            },
            iter: 300);

    [Fact]
    public void Long_input_costs_neither_time_nor_memory()
    {
        var bytes = new byte[16 << 20];
        Toy.Proof.CopyTo(bytes, 0);
        Check(bytes);
        long start = Stopwatch.GetTimestamp(), allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Check(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 4 << 20);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
    }

    private string? Check(ReadOnlySpan<byte> proof) => _verifier.Check(Toy.Plan, Toy.Publics, proof);
}
