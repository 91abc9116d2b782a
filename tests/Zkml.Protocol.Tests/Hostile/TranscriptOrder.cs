using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>Every value is absorbed before the challenge that protects it, and every absorbed bit changes all challenges behind it.</summary>
public sealed class TranscriptOrder
{
    private static readonly List<RecordingTranscript.Event> Events = Record();

    [Fact]
    public void Everything_public_and_both_roots_come_before_the_first_challenge() =>
        Assert.Equal(["header", "statement", "public values", "roots"], Events.TakeWhile(e => !e.IsRequest).Select(e => e.Label));

    [Fact]
    public void Finding_F6_the_four_values_of_a_layer_come_before_mu_and_the_next_lambda()
    {
        int[] mus = [.. Indices("mu")];
        Assert.Equal(ProvedToy.Tiny.Plan.Statement.Lookups.Depth, mus.Length);
        foreach (int mu in mus)
        {
            // Two values of the last round belong in front of its challenge; the four stand between that and μ.
            Assert.Equal(["message", "message", "message", "message"], Events[(mu - 4)..mu].Select(e => e.Label));
            Assert.True(Events[mu - 5].IsRequest);
            Assert.Contains(Events[mu + 1].Label, (string[])["lambda", "zeta"]);
        }
    }

    [Fact]
    public void Round_values_come_before_the_challenge_of_their_round()
    {
        foreach ((string label, int values) in (IEnumerable<(string, int)>)[("tree round", 2), ("zero-check round", ProvedToy.Tiny.Plan.ZeroCheck.Degree), ("inner product round", 2)])
        {
            foreach (int round in Indices(label))
            {
                Assert.All(Events[(round - values)..round], e => Assert.Equal("message", e.Label));
                Assert.True(Events[round - values - 1].IsRequest);
            }
        }
    }

    [Fact]
    public void Finding_F9_all_evaluations_come_before_xi()
    {
        int xi = Assert.Single(Indices("xi"));
        int last = Indices("zero-check round").Max();
        Assert.True(Events[(last + 1)..xi].Count(e => e.Label == "message") >= ProvedToy.Tiny.Plan.ZeroCheck.Views.Length);
        Assert.Equal("inner product round", Events.Skip(xi).First(e => e.IsRequest && e.Label != "xi").Label);
    }

    [Fact]
    public void Finding_F11_the_masked_value_comes_before_gamma_and_the_answers_before_the_columns() =>
        Assert.Equal(
            ["message", "gamma", "y", "low-degree test", "linear test", "quadratic test", "y_ldt", "y_dot", "y_quad", "columns of A", "columns of B"],
            Events.Select(e => e.Label).SkipWhile(l => l != "gamma").Prepend(Events[Events.FindIndex(e => e.Label == "gamma") - 1].Label).Take(11));

    [Fact]
    public void The_openings_come_before_the_claims_on_rows_and_each_row_or_its_root_before_its_columns()
    {
        string[] round = ["row round", "row round"]; // what is sent, then the challenge
        string[] expected =
        [
            "opening of A", "opening of B",
            "row claims", .. round, .. round, .. round, "row", "row columns", "row opening",
            "row claims", .. round, .. round, "row", "row columns", "row opening",
        ];
        RecordingTranscript.Event[] last = [.. Events.TakeLast(expected.Length)];
        Assert.Equal(expected, last.Select(e => e.Label));
        Assert.Equal("columns of B", Events[^(expected.Length + 1)].Label);
        foreach (int i in Enumerable.Range(0, last.Length - 1).Where(i => last[i].Label == "row round" && last[i - 1].Label != "row round"))
        {
            Assert.False(last[i].IsRequest);
            Assert.True(last[i + 1].IsRequest);
        }
    }

    [Fact]
    public void A_row_in_the_clear_ends_the_proof_with_the_openings()
    {
        var transcript = new RecordingTranscript();
        using var verifier = new Verifier();
        ProvedToy toy = ProvedToy.TinyWithRowInClear;
        Assert.Null(verifier.Check(toy.Plan, toy.Publics, toy.Proof, transcript));
        Assert.Equal(["columns of A", "columns of B", "opening of A", "opening of B"], transcript.Events.TakeLast(4).Select(e => e.Label));
    }

    [Fact]
    public void Every_byte_of_a_proof_is_absorbed_in_its_order()
    {
        foreach (ProvedToy toy in (ProvedToy[])[ProvedToy.Tiny, ProvedToy.TinyWithRowInClear, ProvedToy.Sound])
        {
            var transcript = new RecordingTranscript();
            using var verifier = new Verifier();
            Assert.Null(verifier.Check(toy.Plan, toy.Publics, toy.Proof, transcript));
            Assert.Equal(toy.Proof, transcript.Absorbed.Where(a => a.Label is not ("statement" or "public values")).SelectMany(a => a.Data).ToArray());
        }
    }

    [Fact]
    public void Challenges_of_the_lookups_come_in_the_order_of_the_protocol()
    {
        Assert.True(Events.FindIndex(e => e.Label == "rho") < Events.FindIndex(e => e.Label == "alpha"));
        Assert.True(Events.FindIndex(e => e.Label == "alpha") < Events.FindIndex(e => e.Label == "beta"));
        Assert.True(Events.FindIndex(e => e.Label == "beta") < Events.FindIndex(e => e.Label == "lambda"));
        Assert.Equal("message", Events[Events.FindIndex(e => e.Label == "lambda") - 1].Label);
    }

    [Fact]
    public void The_sum_of_contractions_comes_behind_their_point_and_before_the_rounds_and_the_factors_before_the_next_challenge()
    {
        IReadOnlyList<Contraction> contractions = ProvedToy.Tiny.Plan.Statement.Contractions;
        int tau = Indices("contraction tau").First(), points = contractions.Max(c => c.Linear.View.Shape.Bits);
        string[] expected =
        [
            .. Enumerable.Repeat("contraction tau", points), "contraction zeta", "message",
            .. Enumerable.Repeat<string[]>(["message", "message", "contraction round"], contractions.Max(c => c.CommonShape.Bits)).SelectMany(r => r),
            .. Enumerable.Repeat("message", 2 * contractions.Count), "linear tau",
        ];
        Assert.Equal(expected, Events.Skip(tau).Take(expected.Length).Select(e => e.Label));
    }

    [Fact]
    public void Flipping_a_bit_of_any_absorbed_item_changes_every_later_challenge_and_no_earlier_one()
    {
        string[] honest = Replay(-1);
        for (int changed = 0; changed < Events.Count; changed++)
        {
            if (Events[changed].IsRequest || Events[changed].Data!.Length == 0)
            {
                continue;
            }

            string[] other = Replay(changed);
            for (int i = 0; i < honest.Length; i++)
            {
                // Two of eight columns are the same by chance once in 28 times.
                if (honest[i].Length > 0 && Events[i].Label != "row columns")
                {
                    // Three columns of 32 may well be drawn twice: both draws together are not.
                    bool differs = honest[i] != other[i] || (Events[i].Label == "columns of A" && honest[i + 1] != other[i + 1]);
                    Assert.True(i > changed == differs, $"item {changed} ({Events[changed].Label}), challenge {i} ({Events[i].Label})");
                }
            }
        }
    }

    [Fact]
    public void Prover_and_verifier_see_the_same_transcript()
    {
        var transcript = new RecordingTranscript();
        using var verifier = new Verifier();
        Assert.Null(verifier.Check(ProvedToy.Tiny.Plan, ProvedToy.Tiny.Publics, ProvedToy.Tiny.Proof, transcript));
        Assert.Equal(Events.Select(e => (e.Label, Convert.ToHexString(e.Data ?? []))), transcript.Events.Select(e => (e.Label, Convert.ToHexString(e.Data ?? []))));
    }

    private static IEnumerable<int> Indices(string label) => Enumerable.Range(0, Events.Count).Where(i => Events[i].Label == label);

    /// <summary>The answers to all requests; the empty string for absorbed items.</summary>
    private static string[] Replay(int changed)
    {
        var transcript = new Transcript(ProofFormat.ProtocolLabel);
        var answers = new string[Events.Count];
        for (int i = 0; i < Events.Count; i++)
        {
            answers[i] = Events[i].Request?.Invoke(transcript) ?? "";
            if (Events[i].Data is { } data)
            {
                byte[] bytes = [.. data];
                if (i == changed)
                {
                    bytes[i % bytes.Length] ^= (byte)(1 << (i % 8));
                }

                transcript.Absorb(Events[i].Label, bytes);
            }
        }

        return answers;
    }

    /// <summary>What the prover asks and absorbs.</summary>
    private static List<RecordingTranscript.Event> Record()
    {
        var toy = new ToyStatement(ToyParts.All, size: 3);
        using var arena = new Fields.Arena(1 << 20);
        using Witness witness = toy.Solve(arena);
        MultiplicityCounter.Fill(witness, arena);
        var transcript = new RecordingTranscript();
        using Commitments.ProofRandomness randomness = Tiny.Randomness(1);
        byte[] proof = new Prover(arena, threads: 1).Prove(Tiny.Plan(toy.Statement), witness, randomness, transcript);
        Assert.Equal(ProvedToy.Tiny.Proof, proof);
        return transcript.Events;
    }
}
