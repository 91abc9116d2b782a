using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Soundness;

namespace Zkml.Statements.Inference;

/// <summary>
/// What a proof of inference will cost, told before it is made. Committed elements and lookups are counted in the statement, bytes computed from its
/// parameters. Time and memory are linear in those counts: a lookup comes with about 1.9 cells, other cells are counted by themselves. The coefficients
/// fit, each within a factor 1.5, `zkml bench` lenet, vgg11, mlp (1.2M and 18.3M weights), MobileFaceNet, secret weights, and twelve networks of one kind
/// of layer or of many, on two cores of a Xeon (Sapphire Rapids, 2.9 GHz) with AVX-512. Without AVX-512 proving takes about five times as long.
/// </summary>
/// <param name="Committed">Cells of the witness vector, counts of table rows among them.</param>
/// <param name="Lookups">Indices that are looked up.</param>
/// <param name="ProofBytes">Expected length of the file when it shows the output, four bytes for each value.</param>
/// <param name="ProveMs">About.</param>
/// <param name="MemoryMb">About, of the whole process.</param>
public sealed record ProofEstimate(long Committed, long Lookups, long ProofBytes, double ProveMs, double MemoryMb)
{
    private const double FixedMs = 4.5, NanosecondsOfLookup = 145, NanosecondsOfCell = 110, CellsOfLookup = 1.9, NanosecondsOfWeight = 0.55, NanosecondsOfMultiplyAdd = 0.8;

    /// <summary>Weights are those of a file: reading it takes more than proving does.</summary>
    private const double FixedMb = 95, BytesOfCell = 20, BytesOfLookup = 62, BytesOfWeight = 16;

    private const double Million = 1e6;

    /// <param name="plan">Of a statement about the network.</param>
    /// <param name="network">The network, or that of an architecture.</param>
    public static ProofEstimate Of(ProtocolPlan plan, IntegerNetwork network)
    {
        long committed = plan.Statement.Length, lookups = plan.Statement.Lookups.LookupCount;
        double alone = Math.Max(0, committed - (CellsOfLookup * lookups));
        return new ProofEstimate(
            committed, lookups, ProofSize.Estimate(plan.Size, plan.Parameters).Total + ((long)network.Output.Shape.Count * sizeof(uint)),
            FixedMs + (lookups * NanosecondsOfLookup + alone * NanosecondsOfCell
                + network.Parameters * NanosecondsOfWeight + network.MultiplyAdds * NanosecondsOfMultiplyAdd) / Million,
            FixedMb + (committed * BytesOfCell + lookups * BytesOfLookup + network.Parameters * BytesOfWeight) / Million);
    }
}
