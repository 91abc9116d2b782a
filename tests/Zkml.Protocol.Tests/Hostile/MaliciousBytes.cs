using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>Whatever the bytes of a proof are, the verifier gives a reason: no exception, no allocation that they could choose.</summary>
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
        foreach (ProvedToy toy in (ProvedToy[])[Toy, ProvedToy.TinyWithRowInClear])
        {
            byte[] proof = [.. toy.Proof];
            for (int i = 0; i < proof.Length; i++)
            {
                byte before = proof[i];
                proof[i] ^= (byte)(1 << (i % 8));
                Assert.True(_verifier.Check(toy.Plan, toy.Publics, proof) is not null, $"byte {i} of {proof.Length}");
                proof[i] = before;
            }
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
        ProvedToy clear = ProvedToy.TinyWithRowInClear;
        foreach (string label in (string[])["message", "y", "y_ldt", "y_dot", "y_quad"])
        {
            RefuseValuesPlusP(clear, clear.Parts.Place(label));
        }

        // Roots stand at the end of the message of y and of the first row: 16·(1 + t) bytes and 16 bytes are elements. The last row has 3.
        (Range y, Range rows) = (Toy.Parts.Place("y"), Toy.Parts.Place("row"));
        RefuseValuesPlusP(Toy, y.Start..(y.End.Value - 32));
        RefuseValuesPlusP(Toy, rows.Start..(rows.Start.Value + 16));
        RefuseValuesPlusP(Toy, (rows.End.Value - 48)..rows.End);
        int round = Toy.Parts.Start("row round");
        RefuseValuesPlusP(Toy, round..(round + 3 * 32));
    }

    private void RefuseValuesPlusP(ProvedToy toy, Range words)
    {
        byte[] proof = [.. toy.Proof];
        for (int i = words.Start.Value; i < words.End.Value; i += 4)
        {
            uint value = BitConverter.ToUInt32(proof, i);
            BitConverter.TryWriteBytes(proof.AsSpan(i), value + KoalaBear.Modulus);
            Assert.Contains("canonical", _verifier.Check(toy.Plan, toy.Publics, proof), StringComparison.Ordinal);
            BitConverter.TryWriteBytes(proof.AsSpan(i), value);
        }
    }

    [Fact]
    public void Reordered_parts_are_refused()
    {
        int At(string label) => Toy.Parts.Start(label);
        (int roots, int messages, int openings, int round, int end) = (At("roots"), At("message"), At("opening of A"), At("row round"), Toy.Proof.Length);
        (int, int, int)[] swaps =
        [
            (roots, roots + 32, 32), (messages, messages + 16, 16), (messages, At("y"), 16), (At("y"), At("y_ldt"), 16 * 4),
            (At("y_ldt"), At("y_dot"), 16 * 11), (At("y_dot"), At("y_quad"), 16), (openings, openings + 4, 4), (openings, end - 64, 64),
            (openings, At("opening of B"), 64), (end - 64, end - 32, 32), (round, round + 16, 16), (round, round + 32, 32), (round, At("row"), 16),
            (At("row"), At("y"), 48), (At("row opening"), openings, 64), (At("row opening"), At("row opening") + 64, 64),
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
                Toy.Proof.AsSpan(0, Toy.Parts.Start("roots")).CopyTo(bytes);
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
                Toy.Proof.AsSpan(0, Toy.Parts.Start("message")).CopyTo(bytes);
                return Check(bytes) is not null;
            },
            iter: 300);

    [Fact]
    public void Long_input_costs_no_memory()
    {
        var bytes = new byte[16 << 20];
        Toy.Proof.CopyTo(bytes, 0);
        Check(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Check(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 4 << 20);
    }

    private string? Check(ReadOnlySpan<byte> proof) => _verifier.Check(Toy.Plan, Toy.Publics, proof);
}
