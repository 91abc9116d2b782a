using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Parameters far below the soundness floor: proofs of some kilobytes, checked in a fraction of a millisecond.</summary>
internal static class Tiny
{
    public static ProofParameters Parameters { get; } = new(new MatrixParameters(3, 3, 5), new MatrixParameters(3, 3, 6));

    public static ProtocolPlan Plan(Statement statement) => ProtocolPlan.WithoutFloor(statement, Parameters);

    /// <summary>A repeatable stream, another one for every number.</summary>
    public static ProofRandomness Randomness(int number)
    {
        var seed = new byte[32];
        BitConverter.TryWriteBytes(seed, number);
        return new ProofRandomness(seed);
    }

    public static byte[] Prove(ProtocolPlan plan, Witness witness, int randomness, Arena arena, int threads = 1)
    {
        using ProofRandomness stream = Randomness(randomness);
        return new Prover(arena, threads).Prove(plan, witness, stream);
    }
}
