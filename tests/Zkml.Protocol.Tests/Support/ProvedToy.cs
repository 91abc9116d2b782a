using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Support;

/// <summary>A toy statement with all parts of the language and a valid proof of it, made once.</summary>
internal sealed class ProvedToy
{
    private static readonly Lazy<ProvedToy> LazyTiny = new(() => new ProvedToy(3, Support.Tiny.Plan));
    private static readonly Lazy<ProvedToy> LazyRowInClear = new(() => new ProvedToy(3, Support.Tiny.PlanWithRowInClear));
    private static readonly Lazy<ProvedToy> LazySound = new(() => new ProvedToy(37, statement => ProtocolPlan.For(statement)));

    private ProvedToy(int size, Func<Statement, ProtocolPlan> plan)
    {
        var toy = new ToyStatement(ToyParts.All, size);
        using var arena = new Arena(1 << 20);
        using Witness witness = toy.Solve(arena);
        Total = toy.Total;
        Plan = plan(toy.Statement);
        Publics = witness.Publics;
        MultiplicityCounter.Fill(witness, arena);
        Proof = Support.Tiny.Prove(Plan, witness, 1, arena);
        var transcript = new RecordingTranscript();
        using var verifier = new Verifier();
        Assert.Null(verifier.Check(Plan, Publics, Proof, transcript));
        Parts = new ProofParts(Plan, transcript.Absorbed);
    }

    /// <summary>With tiny parameters.</summary>
    public static ProvedToy Tiny => LazyTiny.Value;

    /// <summary>With tiny parameters and the masked row in the clear.</summary>
    public static ProvedToy TinyWithRowInClear => LazyRowInClear.Value;

    /// <summary>With the parameters of 100 bits.</summary>
    public static ProvedToy Sound => LazySound.Value;

    public ProtocolPlan Plan { get; }

    public PublicValues Publics { get; }

    public Tensor Total { get; }

    public byte[] Proof { get; }

    public ProofParts Parts { get; }
}
