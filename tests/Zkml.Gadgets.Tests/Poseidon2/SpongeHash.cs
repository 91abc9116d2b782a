using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

public sealed class SpongeHash
{
    [Theory]
    [InlineData(16, 1, 1)]
    [InlineData(16, 8, 3)]
    [InlineData(16, 9, 1)]
    [InlineData(16, 41, 18)]
    [InlineData(24, 5, 1)]
    [InlineData(24, 16, 17)]
    [InlineData(24, 65, 2)]
    public void The_digest_views_are_the_plain_hash_of_each_message(int width, int length, int count)
    {
        using var hash = new Hashing(Sponge(width), length, count);
        hash.Fill();
        Assert.Empty(hash.Violations());
        for (int m = 0; m < count; m++)
        {
            Assert.Equal(Sponge(width).Hash(hash.Message(m)), hash.Digest(m));
        }
    }

    [Fact]
    public void Long_messages_come_in_blocks()
    {
        const int Blocks = 11;
        Poseidon2Sponge sponge = Sponge(16);
        var builder = new StatementBuilder("test/blocks");
        Tensor message = builder.Commit("message", sponge.Rate, Blocks);
        Poseidon2HashGadget gadget = Poseidon2HashGadget.ConstrainBlocks(builder, "hash", sponge, message.View, 1);
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(builder.Build(), arena);
        var plain = new KoalaBear[sponge.Rate * Blocks];
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = KoalaBear.FromInt64(i * 31 + 5);
            witness[message][message.Shape.Cell(i % sponge.Rate, i / sponge.Rate)] = plain[i].Montgomery;
        }

        Poseidon2HashSolver.Fill(witness, gadget, arena);
        Assert.Empty(WitnessAttacks.Violations(witness, arena));
        Assert.Equal(sponge.Hash(plain), Views.Column(gadget.Digest, witness, arena, 0));
    }

    [Fact]
    public void Length_and_domain_separate_messages_that_differ_only_by_zeros()
    {
        KoalaBear[] one = [KoalaBear.One];
        KoalaBear[] padded = [KoalaBear.One, KoalaBear.Zero];
        Assert.NotEqual(Sponge(16).Hash(one), Sponge(16).Hash(padded));
        Assert.NotEqual(Sponge(16).Hash(one), new Poseidon2Sponge(Poseidon2.Width16, "another").Hash(one));
    }

    [Fact]
    public void Any_changed_cell_is_rejected_when_the_digest_is_public()
    {
        using var hash = new Hashing(Sponge(16), 11, 1, publicDigest: true);
        hash.Fill();
        WitnessAttacks.EveryCellIsRead(hash.Witness.Statement);
        WitnessAttacks.EveryChangedCellIsRejected(hash.Witness, hash.Arena);
    }

    [Fact]
    public void A_public_digest_leaves_the_message_free_but_for_eight_elements()
    {
        using var hash = new Hashing(Sponge(16), 11, 1, publicDigest: true);
        hash.Fill();
        Assert.Equal(11 - 8, Linearisation.FreeDirections(hash.Witness, hash.Arena));
    }

    [Fact]
    public void A_digest_of_another_message_is_rejected()
    {
        using var hash = new Hashing(Sponge(24), 20, 1, publicDigest: true);
        hash.Fill(lie: true);
        Assert.Equal(["digest is public"], hash.Violations());
    }

    [Fact]
    public void A_commitment_is_the_plain_one_and_needs_its_blinding()
    {
        Poseidon2Sponge sponge = Sponge(16);
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        KoalaBear[] message = Hashing.Elements(5);
        KoalaBear[] commitment = Poseidon2Commitment.Commit(sponge, blinding, message);
        Assert.NotEqual(commitment, Poseidon2Commitment.Commit(sponge, Poseidon2Commitment.RandomBlinding(), message));

        var builder = new StatementBuilder("test/commitment");
        Tensor cells = builder.Commit("message", 5, 1);
        Poseidon2CommitmentGadget gadget = Poseidon2CommitmentGadget.Constrain(builder, "commitment", sponge, cells.View);
        builder.AssertEqual("commitment is public", gadget.Commitment, Views.Constants(commitment));
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(builder.Build(), arena);
        Views.Write(witness, cells, message);
        gadget.Fill(witness, blinding, arena);
        WitnessAttacks.EveryChangedCellIsRejected(witness, arena, stride: 3);

        gadget.Fill(witness, Poseidon2Commitment.RandomBlinding(), arena);
        Assert.Equal(["commitment is public"], WitnessAttacks.Violations(witness, arena));
    }

    private static Poseidon2Sponge Sponge(int width) => new(width == 16 ? Poseidon2.Width16 : Poseidon2.Width24, "test");

    private sealed class Hashing : IDisposable
    {
        private readonly Tensor _message;
        private readonly Poseidon2HashGadget _gadget;

        public Hashing(Poseidon2Sponge sponge, int length, int count, bool publicDigest = false)
        {
            var builder = new StatementBuilder("test/hash");
            _message = builder.Commit("message", length, count);
            _gadget = Poseidon2HashGadget.Constrain(builder, "hash", sponge, _message.View);
            if (publicDigest)
            {
                builder.AssertEqual("digest is public", _gadget.Digest, Views.Constants(sponge.Hash(Elements(length))));
            }

            Witness = new Witness(builder.Build(), Arena);
        }

        public Arena Arena { get; } = new(1 << 20);

        public Witness Witness { get; }

        public static KoalaBear[] Elements(int count) => [.. Enumerable.Range(0, count).Select(i => KoalaBear.FromInt64(i * 1_234_567L - 3))];

        public void Fill(bool lie = false)
        {
            for (int i = 0; i < _message.Shape[0]; i++)
            {
                for (int m = 0; m < _gadget.Count; m++)
                {
                    Witness[_message][_message.Shape.Cell(i, m)] = (Elements(i + 1)[i] + KoalaBear.FromInt64(m)).Montgomery;
                }
            }

            if (lie)
            {
                Witness.Set(_message, 0, 7);
            }

            Poseidon2HashSolver.Fill(Witness, _gadget, Arena);
        }

        public KoalaBear[] Message(int m) => Views.Column(_message.View, Witness, Arena, m);

        public KoalaBear[] Digest(int m) => Views.Column(_gadget.Digest, Witness, Arena, m);

        public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

        public void Dispose()
        {
            Witness.Dispose();
            Arena.Dispose();
        }
    }
}
