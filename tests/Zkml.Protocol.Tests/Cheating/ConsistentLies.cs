using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>
/// False statements with one message chosen so that the step which would notice is satisfied, and the lie passed on: exactly one check is
/// left to notice, and these tests say which. A message answers to challenges that are known when it is sent, so the prover may well
/// choose it; here all challenges are fixed, and the right value is found from two trial runs.
/// </summary>
public sealed class ConsistentLies : IDisposable
{
    private static readonly ToyStatement Toy = new(ToyParts.All, size: 3);
    private static readonly ProtocolPlan Plan = Tiny.Plan(Toy.Statement);
    private static readonly int Layers = Plan.Statement.Lookups.Depth;

    /// <summary>The root's denominator, then two values per round and four at the end of each layer.</summary>
    private static readonly int LookupMessages = EndOfLayer(Layers - 1);

    private static readonly int Evaluations = LookupMessages + Plan.ZeroCheck.Variables * Plan.ZeroCheck.Degree;

    /// <summary>Changes of messages that are kept, and what is added.</summary>
    private readonly Dictionary<int, Ext> _lies = [];
    private readonly Arena _arena = new(1 << 20);
    private readonly Verifier _verifier = new();
    private readonly Witness _witness;

    public ConsistentLies()
    {
        _witness = Toy.Solve(_arena);
        MultiplicityCounter.Fill(_witness, _arena);
    }

    public void Dispose()
    {
        _witness.Dispose();
        _arena.Dispose();
        _verifier.Dispose();
    }

    [Fact]
    public void An_honest_run_breaks_nothing()
    {
        Run run = Prove();
        Assert.Empty(run.BrokenConstraints);
        Assert.Empty(run.BrokenClaims);
        Assert.Null(_verifier.Check(Plan, _witness.Publics, run.Proof, new FixedTranscript()));
    }

    [Theory]
    [InlineData(4, 1)] // p0 of every layer: in the end the numerators of the leaves are wrong
    [InlineData(3, 1)] // p1
    [InlineData(2, 0)] // q0: the denominators
    [InlineData(1, 0)] // q1
    public void A_false_lookup_repaired_layer_by_layer_breaks_a_leaf_claim(int fromEnd, int claim)
    {
        Falsify("ranged", 4);
        Assert.Equal([0], Prove().BrokenConstraints);
        Run run = null!;
        for (int layer = 0; layer < Layers; layer++)
        {
            int current = layer;
            run = Repair(EndOfLayer(layer) - fromEnd, r => r.Constraints[current]);
        }

        // The opening constraint stands for all claims; it is the last one.
        Assert.Equal([Plan.ConstraintCount - 1], run.BrokenConstraints);
        Assert.Equal([claim], run.BrokenClaims);
        AssertRefused(run);
    }

    [Fact]
    public void A_false_product_repaired_in_an_evaluation_breaks_the_claim_of_that_view()
    {
        Falsify("left", 1);
        Constraint identity = Plan.ZeroCheck.Constraints.Single(c => c.Name == "polynomial product");
        int view = Array.IndexOf(Plan.ZeroCheck.Views, identity.Products[0].Factors[0]), remainder = 2 + Plan.ZeroCheck.Views.Length;
        Run run = Repair(Evaluations + view, r => r.Claims[remainder]);

        Assert.Equal([Plan.ConstraintCount - 1], run.BrokenConstraints);
        Assert.Equal([2 + view], run.BrokenClaims);
        AssertRefused(run);
    }

    [Fact]
    public void Finding_F10_a_false_cube_repaired_in_the_chain_breaks_the_constraint_of_the_chain()
    {
        Falsify("cubes", 2);
        int remainder = 2 + Plan.ZeroCheck.Views.Length;
        Run run = Repair(Evaluations + Plan.ZeroCheck.Views.Length, r => r.Claims[remainder]);

        Assert.Equal([Layers], run.BrokenConstraints);
        Assert.Empty(run.BrokenClaims);
        AssertRefused(run);
    }

    [Theory]
    [InlineData("outputs", 0, 0)]
    [InlineData("outputs", 0, 1)]
    [InlineData("outputs of channels", 1, 0)] // an axis is shared: eq(τ, ·) goes with the left factor
    [InlineData("outputs of channels", 1, 1)]
    public void A_false_contraction_repaired_in_its_sum_and_in_a_factor_breaks_the_claim_of_that_factor(string tensor, int contraction, int factor)
    {
        int sum = Evaluations + Plan.ZeroCheck.Views.Length + 1, linear = 2 + Plan.ZeroCheck.Views.Length + 1, products = Layers + 1;
        int values = sum + 1 + 2 * ContractionSum.Variables(Plan.Statement.Contractions), place = 2 * contraction + factor;
        Falsify(tensor, 0);
        Assert.Equal([linear], Prove().BrokenClaims);
        Run run = Repair(sum, r => r.Claims[linear]);
        Assert.Equal([products], run.BrokenConstraints);
        Assert.Empty(run.BrokenClaims);
        AssertRefused(run);

        run = Repair(values + place, r => r.Constraints[products]);
        Assert.Equal([Plan.ConstraintCount - 1], run.BrokenConstraints);
        Assert.Equal([linear + 1 + place], run.BrokenClaims);
        AssertRefused(run);
    }

    [Fact]
    public void A_false_linear_constraint_breaks_its_own_claim_and_no_other()
    {
        _witness.Publics.Set(Toy.Total, [0], 4);
        Run run = Prove();

        Assert.Equal([Plan.ConstraintCount - 1], run.BrokenConstraints);
        Assert.Equal([2 + Plan.ZeroCheck.Views.Length + 1 + 1 + 2 * Plan.Statement.Contractions.Count], run.BrokenClaims);
        AssertRefused(run);
    }

    private sealed record Run(byte[] Proof, Ext[] Constraints, Ext[] Claims)
    {
        public int[] BrokenConstraints => Broken(Constraints);

        public int[] BrokenClaims => Broken(Claims);

        private static int[] Broken(Ext[] values) => [.. Enumerable.Range(0, values.Length).Where(i => values[i] != Ext.Zero)];
    }

    private static int EndOfLayer(int layer) => 1 + Enumerable.Range(0, layer + 1).Sum(l => 2 * l + 4);

    /// <summary>Changes the value of a message so that what was broken holds; it depends on the message by an affine map.</summary>
    private Run Repair(int message, Func<Run, Ext> broken)
    {
        Ext at0 = broken(Prove());
        _lies[message] = Ext.One;
        Ext at1 = broken(Prove());
        Assert.NotEqual(at0, at1);
        _lies[message] = at0 * (at0 - at1).Inverse();
        Run run = Prove();
        Assert.Equal(Ext.Zero, broken(run));
        return run;
    }

    private Run Prove()
    {
        (Ext[] constraints, Ext[] claims) = ([], []);
        byte[] proof = new CheatingProver(Plan, _witness, _arena)
        {
            Message = (index, value) => value + _lies.GetValueOrDefault(index),
            Diagnose = (x, y) => (constraints, claims) = (x, y),
        }.Prove(1, new FixedTranscript());
        return new Run(proof, constraints, claims);
    }

    private void Falsify(string tensor, int cell)
    {
        ref uint word = ref _witness[Toy.Statement.Tensors.Single(t => t.Name == tensor)][cell];
        word = (KoalaBear.FromMontgomery(word) + KoalaBear.FromUInt32(1000)).Montgomery;
    }

    private void AssertRefused(Run run) =>
        Assert.Equal("The linear constraints on the pads do not hold.", _verifier.Check(Plan, _witness.Publics, run.Proof, new FixedTranscript()));
}
