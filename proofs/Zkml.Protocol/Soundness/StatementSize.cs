using System.Numerics;

namespace Zkml.Protocol.Soundness;

/// <summary>The public sizes of a statement that soundness error and proof length depend on.</summary>
public sealed record StatementSize
{
    /// <summary>The witness vector is treated as at least 2^9 cells long: a shorter row would not make a shorter proof.</summary>
    public const int LeastVariables = 9;

    /// <summary>|W|, cells of the witness vector.</summary>
    public required long WitnessCells { get; init; }

    /// <summary>Lookups and table rows in the largest group, N/2^g + T if they are spread evenly; 0 without lookups.</summary>
    public required long LargestLookupGroup { get; init; }

    /// <summary>g; there are 2^g groups.</summary>
    public required int LookupGroupBits { get; init; }

    /// <summary>D; the fractional sum has 2^D leaves.</summary>
    public required int LookupDepth { get; init; }

    /// <summary>n_z, rounds of the zero-check.</summary>
    public required int ZeroCheckVariables { get; init; }

    /// <summary>C_z.</summary>
    public required int ZeroConstraints { get; init; }

    /// <summary>Degree of a round polynomial of the zero-check, the weight included.</summary>
    public int ZeroCheckDegree { get; init; } = 4;

    /// <summary>n_m, rounds of the sum-check of contractions.</summary>
    public int ContractionVariables { get; init; }

    /// <summary>Variables of the point at which contractions are taken.</summary>
    public int ContractionIndexBits { get; init; }

    /// <summary>C_m.</summary>
    public int Contractions { get; init; }

    /// <summary>Claims on the witness combined into one inner product.</summary>
    public required int Claims { get; init; }

    /// <summary>L, limbs of the longest non-native relation; 0 without such relations.</summary>
    public int NonNativeLength { get; init; }

    /// <summary>M, padded messages (one pad each).</summary>
    public required int Messages { get; init; }

    /// <summary>Products of two pads.</summary>
    public required int PadProducts { get; init; }

    /// <summary>ν, rounds of the inner product.</summary>
    public int WitnessVariables => Math.Max(LeastVariables, CeilingLog2(WitnessCells));

    /// <summary>R = ⌈|W|/k⌉.</summary>
    public int WitnessRows(MatrixParameters witness) =>
        checked((int)Math.Max(1, (WitnessCells + witness.DataLength - 1) / witness.DataLength));

    /// <summary>ϑ = ⌈log2 R⌉.</summary>
    public int RowVariables(MatrixParameters witness) => CeilingLog2(WitnessRows(witness));

    /// <summary>Extension rows of the pad matrix: pads, the three rows of each block of products, and the five masks u, d0, d1, e0, e1.</summary>
    public int PadRows(MatrixParameters pads) => Blocks(Messages, pads) + 3 * Blocks(PadProducts, pads) + 5;

    private static int Blocks(int cells, MatrixParameters matrix) => (cells + matrix.DataLength - 1) / matrix.DataLength;

    private static int CeilingLog2(long value) => value <= 1 ? 0 : BitOperations.Log2((ulong)value - 1) + 1;
}
