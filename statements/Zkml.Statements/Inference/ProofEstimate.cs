using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Soundness;

namespace Zkml.Statements.Inference;

/// <summary>
/// What a proof of inference will cost, told before it is made. Committed elements and lookups are counted in the statement, proof bytes computed from its
/// parameters. Time and memory are linear in those counts; the coefficients fit `zkml bench` lenet, vgg11, mlp (1.2M and 18.3M weights) and MobileFaceNet on
/// two cores of a Xeon (Sapphire Rapids, 2.9 GHz) with AVX-512, each within a factor 1.5. Without AVX-512 proving takes about five times as long.
/// </summary>
/// <param name="Committed">Cells of the witness vector, counts of table rows among them.</param>
/// <param name="Lookups">Indices that are looked up.</param>
/// <param name="ProofBytes">Expected length.</param>
/// <param name="ProveMs">About.</param>
/// <param name="MemoryMb">About, of the whole process.</param>
public sealed record ProofEstimate(long Committed, long Lookups, long ProofBytes, double ProveMs, double MemoryMb)
{
    private const double FixedMs = 5, NanosecondsOfCell = 73, NanosecondsOfWeight = 0.93, NanosecondsOfMultiplyAdd = 0.85;

    private const double FixedMb = 85, BytesOfCell = 54, BytesOfWeight = 5;

    private const double Million = 1e6;

    /// <param name="plan">Of a statement about the network.</param>
    /// <param name="network">The network, or that of an architecture.</param>
    public static ProofEstimate Of(ProtocolPlan plan, IntegerNetwork network)
    {
        long committed = plan.Statement.Length;
        return new ProofEstimate(
            committed, plan.Statement.Lookups.LookupCount, ProofSize.Estimate(plan.Size, plan.Parameters).Total,
            FixedMs + (committed * NanosecondsOfCell + network.Parameters * NanosecondsOfWeight + network.MultiplyAdds * NanosecondsOfMultiplyAdd) / Million,
            FixedMb + (committed * BytesOfCell + network.Parameters * BytesOfWeight) / Million);
    }
}
