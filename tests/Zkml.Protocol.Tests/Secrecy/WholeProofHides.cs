using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Secrecy;

/// <summary>
/// A whole proof by linear algebra (review, Z10). For fixed challenges every padded message determines its pad, and for given messages all
/// the rest but y_quad (see <see cref="PadMatrixHides"/>) is an affine map of row randomness and masks. So: run the prover on two witnesses
/// with the pads that give the same messages; the difference of all else must lie in the image of that map.
/// </summary>
public sealed class WholeProofHides
{
    private static readonly ToyStatement Toy = new(ToyParts.All, size: 3);
    private static readonly ProtocolPlan Plan = Tiny.PlanWithRowInClear(Toy.Statement);
    private static readonly RandomTape Zero = RandomTape.Zero(Plan.WitnessRows, Plan.Parameters.Witness, Plan.Pads);
    private static readonly uint[] Target = RandomMessages();
    private static readonly Lazy<LinearSpan> Image = new(() => ImageOfRandomness(Plan));

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // rounds, rows and columns of the matrices of rows are functions of y, linear for fixed challenges
    public void Proofs_of_two_witnesses_with_the_same_messages_have_one_distribution(bool rowInClear)
    {
        ProtocolPlan plan = rowInClear ? Plan : Tiny.Plan(Toy.Statement);
        LinearSpan image = rowInClear ? Image.Value : ImageOfRandomness(plan);
        uint[][] all = [.. Enumerable.Range(0, 3).Select(variant => Reveal(variant, Zero.Copy(), Honest, plan))];
        Assert.NotEqual(all[0], all[1]);
        Assert.NotEqual(all[0], all[2]);
        Assert.True(image.Contains(LinearSpan.Difference(all[0], all[1])));
        Assert.True(image.Contains(LinearSpan.Difference(all[0], all[2])));
        Assert.True(image.Rank <= Image.Value.Rank);
    }

    [Fact]
    public void All_that_is_revealed_is_uniform_but_for_what_the_verifier_checks()
    {
        (var a, var b) = (Plan.Parameters.Witness, Plan.Parameters.Pads);
        int matrixA = Ext.Degree * a.MessageLength + a.Queries * Plan.WitnessRows;
        int matrixB = b.MessageLength + Plan.Pads.DotLength + b.Queries * (Plan.Pads.Rows - 2) - 2 * b.Queries - 1;
        Assert.Equal(matrixA + Ext.Degree * matrixB, Image.Value.Rank);
    }

    [Fact]
    public void A_pad_used_twice_would_leak()
    {
        // Every pad is tried as the one that is drawn again for the first message.
        int leaks = 0;
        for (int message = 1; message < Plan.Pads.Messages; message++)
        {
            void Repeat(RandomTape tape) => CopyPad(tape, 0, message);
            uint[] first = Reveal(0, Zero.Copy(), Repeat), second = Reveal(1, Zero.Copy(), Repeat);
            leaks += Image.Value.Contains(LinearSpan.Difference(first, second)) ? 0 : 1;
        }

        Assert.Equal(Plan.Pads.Messages - 1, leaks);
    }

    [Fact]
    public void A_missing_pad_would_leak()
    {
        static void Forget(RandomTape tape) => tape[tape.Pads][Plan.Pads.Messages / 2] = 0;
        Assert.False(Image.Value.Contains(LinearSpan.Difference(Reveal(0, Zero.Copy(), Forget), Reveal(1, Zero.Copy(), Forget))));
    }

    private static void Honest(RandomTape tape)
    {
    }

    private static LinearSpan ImageOfRandomness(ProtocolPlan plan)
    {
        uint[] origin = Reveal(0, Zero.Copy(), Honest, plan);
        var span = new LinearSpan();
        int row = Ext.Degree * Plan.Parameters.Pads.MessageLength;
        foreach (int word in Zero.Words(Zero.RowsOfA).Concat(Zero.Words(Zero.MaskOfA)).Concat(Zero.Words(Zero.RowsOfB).Take(Plan.Pads.E0 * row)))
        {
            // The data part of a row is overwritten by pads: those words do nothing.
            if (!IsOverwritten(word))
            {
                span.Add(LinearSpan.Difference(Reveal(0, Zero.Plus(word), Honest, plan), origin));
            }
        }

        return span;
    }

    private static bool IsOverwritten(int word)
    {
        int length = Plan.Parameters.Pads.MessageLength, place = word - Zero.RowsOfB.Start.Value;
        return place >= 0 && place / (Ext.Degree * length) < Plan.Pads.DataRows && place % length < Plan.Parameters.Pads.DataLength;
    }

    /// <summary>All that is revealed when the pads are such that the messages are <see cref="Target"/>, if the build lets them be.</summary>
    private static uint[] Reveal(int variant, RandomTape tape, Action<RandomTape> build, ProtocolPlan? plan = null)
    {
        plan ??= Plan;
        using var arena = new Arena(1 << 18);
        using Witness witness = Toy.Solve(arena, variant);
        MultiplicityCounter.Fill(witness, arena);
        uint[] values = Prove(plan, witness, tape, arena).Messages;
        Span<uint> pads = tape[tape.Pads];
        int plane = pads.Length / Ext.Degree;
        for (int i = 0; i < values.Length; i++)
        {
            KoalaBear pad = KoalaBear.FromUInt32(values[i]) - KoalaBear.FromUInt32(Target[i]);
            pads[i % Ext.Degree * plane + i / Ext.Degree] = pad.Montgomery;
        }

        build(tape);
        ProofParts parts = Prove(plan, witness, tape, arena);
        uint[] revealed = [.. parts.Messages, .. parts.Row, .. parts.LowDegree, .. parts.Dot, .. parts.ColumnsA, .. parts.ColumnsB, .. parts.NextRows];
        return [.. revealed.Select(w => KoalaBear.FromUInt32(w).Montgomery)];
    }

    private static ProofParts Prove(ProtocolPlan plan, Witness witness, RandomTape tape, Arena arena)
    {
        var coins = new FixedTranscript();
        using ProofRandomness randomness = tape.Play();
        new Prover(arena, threads: 1).Prove(plan, witness, randomness, coins);
        return new ProofParts(plan, coins.Absorbed);
    }

    private static void CopyPad(RandomTape tape, int from, int to)
    {
        Span<uint> pads = tape[tape.Pads];
        int plane = pads.Length / Ext.Degree;
        for (int c = 0; c < Ext.Degree; c++)
        {
            pads[c * plane + to] = pads[c * plane + from];
        }
    }

    private static uint[] RandomMessages()
    {
        using ProofRandomness stream = Tiny.Randomness(7);
        var words = new uint[Ext.Degree * Plan.Pads.Messages];
        stream.FillField(words);
        return words;
    }
}
