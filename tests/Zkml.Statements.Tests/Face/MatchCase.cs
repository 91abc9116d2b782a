using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Face;

namespace Zkml.Statements.Tests.Face;

/// <summary>Two vectors, committed to.</summary>
internal sealed class MatchCase
{
    private readonly KoalaBear[] _first = Poseidon2Commitment.RandomBlinding(), _second = Poseidon2Commitment.RandomBlinding();

    public MatchCase(int[] a, int[] b, int perMille, int least = -128, int greatest = 127)
    {
        (A, B) = (a, b);
        Statement = FaceMatchStatement.For(new FaceMatchParameters("model", a.Length, least, greatest, perMille));
        Publics = new FaceMatchPublics(Statement.Commitment.Commit(a, _first), Statement.Commitment.Commit(b, _second));
    }

    public int[] A { get; }

    public int[] B { get; }

    public FaceMatchStatement Statement { get; }

    public FaceMatchPublics Publics { get; }

    public FaceMatchSecrets Secrets => new([.. A], [.. _first], [.. B], [.. _second]);
}
