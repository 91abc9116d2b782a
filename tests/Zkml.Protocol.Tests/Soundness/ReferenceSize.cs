using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Soundness;

/// <summary>The sizes all figures of the review are given for: 2^23 committed values and as many lookups.</summary>
internal static class ReferenceSize
{
    public static readonly MatrixParameters Pads = new(8, 110, 13);

    public static StatementSize Statement(int logCells = 23, int groupBits = 3) => new()
    {
        WitnessCells = 1L << logCells,
        LargestLookupGroup = (1L << (23 - groupBits)) + (1 << 17),
        LookupGroupBits = groupBits,
        LookupDepth = 24,
        ZeroCheckVariables = 20,
        ZeroConstraints = 4096,
        Claims = 4096,
        NonNativeLength = 32,
        Messages = 1600,
        PadProducts = 800,
    };

    public static ProofParameters Parameters(int logData, int queries, int logInverseRate = 2) =>
        new(new MatrixParameters(logData, queries, logData + logInverseRate), Pads);
}
