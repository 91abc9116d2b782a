using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>What is sent is bound: by a claim on the witness or by a linear constraint (review, F9).</summary>
public sealed class ClaimRegistry
{
    private static readonly ProtocolPlan Plan = ProvedToy.Tiny.Plan;
    private static readonly Session Session = Run();

    [Fact]
    public void Finding_F9_every_evaluation_of_a_view_is_registered_exactly_once()
    {
        foreach (View view in Plan.ZeroCheck.Views)
        {
            LinearClaim claim = Assert.Single(Session.Claims, c => c.Parts is [{ } part] && part.View == view && part.Scale == Ext.One && c.Value.Terms.Length == 1);
            Assert.Equal(view.Shape.Bits, claim.Parts[0].Weights.Variables.Length);
            Assert.Equal(Ext.One, claim.Value.Terms[0].Coefficient);
        }
    }

    [Fact]
    public void Finding_F9_claims_are_those_of_the_protocol_and_no_others()
    {
        int linear = Plan.Statement.Constraints.Count(c => c.IsLinear);

        // Two of the lookups' leaves, one per view, the linear remainder of the zero-check; of contractions the linear part of all and two of each;
        // one per linear constraint.
        Assert.Equal(2 + Plan.ZeroCheck.Views.Length + 1 + 1 + 2 * Plan.Statement.Contractions.Count + linear, Session.Claims.Count);
    }

    [Fact]
    public void Every_message_occurs_in_a_constraint()
    {
        // The rounds and the claims reach the last constraint through the combined claim.
        HashSet<int> bound = [.. Session.Constraints.SelectMany(c => c.Terms.ToArray().Where(t => t.Coefficient != Ext.Zero).Select(t => t.Cell))];
        Assert.All(Enumerable.Range(0, Plan.Pads.Messages), m => Assert.Contains(m, bound));
        Assert.All(Enumerable.Range(Plan.Pads.Messages, Plan.Pads.Products.Count), p => Assert.Contains(p, bound));
    }

    private static Session Run()
    {
        var session = new Session(new Coins(), Plan.Pads.Messages);
        InteractionResult result = InteractionScript.Run(session, Plan.Statement, Plan.ZeroCheck, Plan.Size.WitnessVariables, new CountingSide());
        session.RequireZero(OpeningConstraint.Create(Ext.FromInt64(5), Ext.FromInt64(7), result, Ext.FromInt64(11)));
        return session;
    }

    private sealed class Coins : IMessageExchange
    {
        private readonly Transcript _transcript = new("coins");

        public Ext Exchange(Ext value, int index) => _transcript.Challenge("message");

        public Ext Challenge(string label) => _transcript.Challenge(label);
    }
}
