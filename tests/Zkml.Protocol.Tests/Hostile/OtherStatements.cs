using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>A proof is bound to its statement, its public values and its parameters.</summary>
public sealed class OtherStatements : IDisposable
{
    private static readonly ProvedToy Toy = ProvedToy.Tiny;
    private readonly Verifier _verifier = new();

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public void A_proof_does_not_hold_for_other_public_values()
    {
        var others = new PublicValues(Toy.Plan.Statement);
        Assert.NotNull(_verifier.Check(Toy.Plan, others, Toy.Proof));
        others.Set(Toy.Total, [0], 3);
        Assert.Null(_verifier.Check(Toy.Plan, others, Toy.Proof));
    }

    [Theory]
    [InlineData(ToyParts.All, 4)]
    [InlineData(ToyParts.All & ~ToyParts.Bits, 3)]
    [InlineData(ToyParts.Linear, 3)]
    public void A_proof_does_not_hold_for_another_statement(ToyParts parts, int size)
    {
        var other = new ToyStatement(parts, size);
        var publics = new PublicValues(other.Statement);
        publics.Set(other.Total, [0], size * (size - 1) / 2);

        Assert.NotNull(_verifier.Check(Tiny.Plan(other.Statement), publics, Toy.Proof));
    }

    [Fact]
    public void A_proof_does_not_hold_for_a_statement_of_the_same_sizes()
    {
        static Statement Build(long constant)
        {
            var builder = new StatementBuilder("test/constant");
            Tensor x = builder.Commit("x", 4);
            builder.AssertEqual("x is the constant", x.View, View.Constant(x.Shape, constant));
            return builder.Build();
        }

        using var arena = new Arena(1 << 20);
        using var witness = new Witness(Build(0), arena);
        byte[] proof = Tiny.Prove(Tiny.Plan(witness.Statement), witness, 1, arena);

        Assert.Null(_verifier.Check(Tiny.Plan(witness.Statement), witness.Publics, proof));
        Assert.NotNull(_verifier.Check(Tiny.Plan(Build(1)), witness.Publics, proof));
    }

    [Fact]
    public void Finding_F12_a_proof_cannot_choose_its_parameters()
    {
        ProofParameters p = Tiny.Parameters;
        ProofParameters[] others =
        [
            p with { Witness = p.Witness with { Queries = 2 } }, p with { Witness = p.Witness with { LogCodeLength = 6 } },
            p with { Witness = p.Witness with { LogDataLength = 2 } }, p with { Pads = p.Pads with { Queries = 2 } },
            p with { Pads = p.Pads with { LogCodeLength = 7 } }, new ProofParameters(p.Pads, p.Witness with { LogCodeLength = 6, Queries = 4 }),
            p with { Rows = [] }, p with { Rows = [p.Rows[0]] }, p with { Rows = [p.Rows[1]] },
            p with { Rows = [p.Rows[0] with { Queries = 1 }, p.Rows[1]] }, p with { Rows = [p.Rows[0], p.Rows[1] with { LogCodeLength = 4 }] },
        ];
        foreach (ProofParameters parameters in others)
        {
            ProtocolPlan plan = ProtocolPlan.WithoutFloor(Toy.Plan.Statement, parameters);
            Assert.NotNull(_verifier.Check(plan, Toy.Publics, Toy.Proof));

            // The same bytes behind the header that this verifier wants.
            byte[] dressed = [.. ProofFormat.Header(plan), .. Toy.Proof.AsSpan(Toy.Parts.Start("roots"))];
            Assert.NotNull(_verifier.Check(plan, Toy.Publics, dressed));
        }
    }

    [Fact]
    public void Public_values_of_another_statement_are_a_programming_error()
    {
        var other = new Statement[] { new ToyStatement(ToyParts.Linear, 3).Statement, new StatementBuilder("test/empty").Build() };
        Assert.Null(_verifier.Check(Toy.Plan, Toy.Publics, Toy.Proof));
        Assert.Throws<ArgumentException>(() => _verifier.Check(Toy.Plan, new PublicValues(other[1]), Toy.Proof));
    }
}
