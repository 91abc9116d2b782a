using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Parameters far below the soundness floor: proofs of some kilobytes, checked in a fraction of a millisecond.</summary>
internal static class Tiny
{
    /// <summary>The masked row of 8 goes into a matrix of 2 × 4, the combined row of 4 into one of 2 × 2, its combined row into the proof.</summary>
    public static ProofParameters Parameters { get; } = new(new MatrixParameters(3, 3, 5), new MatrixParameters(3, 3, 6))
    {
        Rows = [new MatrixParameters(2, 2, 4, Hiding: false), new MatrixParameters(1, 2, 3, Hiding: false)],
    };

    /// <summary>As small statements have it: the masked row is sent as it is.</summary>
    public static ProofParameters RowInClear { get; } = Parameters with { Rows = [] };

    public static ProtocolPlan Plan(Statement statement) => ProtocolPlan.WithoutFloor(statement, Parameters);

    public static ProtocolPlan PlanWithRowInClear(Statement statement) => ProtocolPlan.WithoutFloor(statement, RowInClear);

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
