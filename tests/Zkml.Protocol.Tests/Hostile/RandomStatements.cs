using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>
/// The verifier's meaning of a statement is that of its definition: contractions, lookups in several groups, committed tables of shape (rows, 1) and
/// contracted constraints over views of every kind, in shapes that are no powers of two.
/// </summary>
public sealed class RandomStatements
{
    private const int Changes = 6;

    [Fact]
    public void Are_accepted_exactly_when_they_hold() => Gen.Int[0, 1 << 24].Sample(
        seed =>
        {
            using var arena = new Arena(1 << 20);
            using var verifier = new Verifier();
            var example = new RandomStatement(seed);
            using Witness witness = example.Solve(arena);
            ProtocolPlan plan = Tiny.Plan(example.Statement);
            Assert.Empty(ConstraintChecker.Check(witness, Ext.One, arena));
            Assert.Null(verifier.Check(plan, witness.Publics, Tiny.Prove(plan, witness, 1, arena)));

            // Any cell of W may change: of an input, of a result, of the gaps between extents and between tensors.
            for (int i = 0; i < Changes; i++)
            {
                ref uint word = ref witness.Cells.Span[example.Below(example.Statement.Length)];
                uint before = word;
                word = (KoalaBear.FromMontgomery(word) + KoalaBear.One).Montgomery;
                bool holds = ConstraintChecker.Check(witness, Ext.One, arena).Count == 0;
                Assert.Equal(holds, verifier.Verify(plan, witness.Publics, Tiny.Prove(plan, witness, 1, arena)));
                word = before;
            }
        },
        iter: 40,
        threads: 1);
}
