using Zkml.Fields;

namespace Zkml.Protocol.Matrices;

/// <summary>Challenges of the three tests on matrix B, all independent (review, F2): one per row but u, per linear constraint, per row of Z.</summary>
internal sealed record TestChallenges(Ext[] Rows, Ext[] Constraints, Ext[] Triples)
{
    public static TestChallenges Draw(ITranscript transcript, PadLayout layout, int constraints) => new(
        transcript.Challenges("low-degree test", layout.Rows - 1),
        transcript.Challenges("linear test", PadConstraints.Count(constraints, layout)),
        transcript.Challenges("quadratic test", layout.TripleRows));
}
