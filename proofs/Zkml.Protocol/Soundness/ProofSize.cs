using Zkml.Fields;

namespace Zkml.Protocol.Soundness;

/// <summary>Estimated bytes of a proof, part by part (review, section 4); exact but for the number of Merkle digests, which is its expectation.</summary>
public sealed record ProofSize
{
    private const int DigestSize = 32;

    private ProofSize()
    {
    }

    /// <summary>Padded messages, 16·M.</summary>
    public required long Messages { get; init; }

    /// <summary>The masked row y with its value at the point, 16·(1+t) and what opens its data.</summary>
    public required long MaskedRow { get; init; }

    /// <summary>Opened columns of the witness matrix with the four rows of the mask, and their salts.</summary>
    public required long WitnessColumns { get; init; }

    public required long WitnessPaths { get; init; }

    /// <summary>The three answers of the tests on the pad matrix.</summary>
    public required long PadAnswers { get; init; }

    public required long PadColumns { get; init; }

    public required long PadPaths { get; init; }

    /// <summary>The parts that belong to the pads and do not grow with the witness.</summary>
    public long PadPart => PadAnswers + PadColumns + PadPaths;

    /// <summary>With the two roots.</summary>
    public long Total => Messages + MaskedRow + WitnessColumns + WitnessPaths + PadPart + 2 * DigestSize;

    public static ProofSize Estimate(StatementSize size, ProofParameters parameters)
    {
        (MatrixParameters a, MatrixParameters b) = (parameters.Witness, parameters.Pads);
        return new ProofSize
        {
            Messages = (long)Ext.Size * size.Messages,
            MaskedRow = (long)Ext.Size * (1 + a.Queries) + Row(a.LogDataLength, parameters.Rows),
            WitnessColumns = a.Queries * (4L * (size.WitnessRows(a) + Ext.Degree) + DigestSize),
            WitnessPaths = ExpectedPaths(a),
            PadAnswers = (long)Ext.Size * (4 * b.MessageLength - 2),
            PadColumns = b.Queries * ((long)Ext.Size * size.PadRows(b) + DigestSize),
            PadPaths = ExpectedPaths(b),
        };
    }

    /// <summary>A row of 2^log coefficients as it is.</summary>
    internal static long RowInClear(int log) => (long)Ext.Size << log;

    /// <summary>A row of 2^log coefficients in a matrix, without its combined row: root, rounds, value, columns.</summary>
    internal static long RowMatrix(int log, MatrixParameters matrix) =>
        DigestSize + 2L * Ext.Size * log + Ext.Size + matrix.Queries * ((long)Ext.Size << (log - matrix.LogDataLength)) + ExpectedPaths(matrix);

    private static long Row(int log, IReadOnlyList<MatrixParameters> matrices)
    {
        long bytes = 0;
        foreach (MatrixParameters matrix in matrices)
        {
            bytes += RowMatrix(log, matrix);
            log = matrix.LogDataLength;
        }

        return bytes + RowInClear(log);
    }

    /// <summary>
    /// A node at level ℓ is sent when no opened leaf is below it and one is below its sibling:
    /// Σ_{ℓ=1}^{log n} 2^ℓ·((1 − 2^-ℓ)^t − (1 − 2^(1−ℓ))^t), about t·(log2(n/t) − 0.8). Multiplications only, the same on every machine.
    /// </summary>
    private static long ExpectedPaths(MatrixParameters matrix)
    {
        double digests = 0, above = 0; // (1 − 2^0)^t
        for (int level = 1; level <= matrix.LogCodeLength; level++)
        {
            double untouched = Power(1 - Math.ScaleB(1, -level), matrix.Queries);
            digests += Math.ScaleB(untouched - above, level);
            above = untouched;
        }

        return DigestSize * (long)digests;
    }

    private static double Power(double value, int exponent)
    {
        double result = 1;
        for (; exponent != 0; exponent >>= 1, value *= value)
        {
            result *= (exponent & 1) != 0 ? value : 1;
        }

        return result;
    }
}
