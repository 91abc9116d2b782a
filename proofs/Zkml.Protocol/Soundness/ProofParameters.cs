namespace Zkml.Protocol.Soundness;

/// <summary>
/// The sizes of all matrices. They belong to the verifier: recomputed from the statement or fixed by policy, absorbed first, never
/// read from a proof (review, F12).
/// </summary>
/// <param name="Witness">Matrix A: base field, one masked combination is revealed.</param>
/// <param name="Pads">Matrix B: extension field, low-degree, linear and quadratic test.</param>
public sealed record ProofParameters(MatrixParameters Witness, MatrixParameters Pads)
{
    public const int DefaultTargetBits = 100;

    /// <summary>No parameter set with a larger error sum than 2^-96 is accepted, whatever was asked for.</summary>
    public const int FloorBits = 96;

    /// <summary>
    /// The matrices that the masked row of A, and then the combined row of each, is committed in. The last row is sent in the clear; with
    /// no matrix that is the masked row itself, which is best for small statements.
    /// </summary>
    public IReadOnlyList<MatrixParameters> Rows { get; init; } = [];

    /// <summary>
    /// The set of least estimated proof size whose error sum is at most 2^-target. A function of public sizes, the same on every
    /// machine; takes well under a millisecond.
    /// </summary>
    /// <param name="size">Of the statement.</param>
    /// <param name="targetBits">At least <see cref="FloorBits"/>.</param>
    /// <param name="logInverseRate">log2 n/k of the witness matrix: 2 is the default, 3 proves slower and is up to a sixth shorter.</param>
    /// <exception cref="InvalidOperationException">The statement is too large for this target.</exception>
    public static ProofParameters For(StatementSize size, int targetBits = DefaultTargetBits, int logInverseRate = 2) =>
        ParameterSearch.Run(size, targetBits, logInverseRate);

    /// <summary>The soundness of this set for a statement; throws if a test would not be sound at all or the sum is above 2^-96.</summary>
    public SoundnessReport Validate(StatementSize size)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Witness.IsCode, false, nameof(Witness));
        ArgumentOutOfRangeException.ThrowIfEqual(Pads.AllowsProducts, false, nameof(Pads));
        ArgumentOutOfRangeException.ThrowIfEqual(Witness.Hiding && Pads.Hiding, false, nameof(Witness));
        ArgumentOutOfRangeException.ThrowIfEqual(Rows.All(r => r.IsCode && !r.Hiding), false, nameof(Rows));
        int length = Witness.LogDataLength;
        foreach (MatrixParameters row in Rows)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row.LogDataLength, length, nameof(Rows));
            length = row.LogDataLength;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Witness.LogDataLength, size.WitnessVariables, nameof(Witness));
        SoundnessReport report = SoundnessCalculator.Evaluate(size, this);
        return report.Sum <= Math.ScaleB(1, -FloorBits)
            ? report
            : throw new ArgumentException($"Soundness error 2^-{report.Bits:F2} is above the floor 2^-{FloorBits}.", nameof(size));
    }

    /// <summary>For header and transcript: of the witness matrix, the pad matrix, and those of rows log2 k (u8), t (little-endian u16), log2 n (u8).</summary>
    public byte[] Encode()
    {
        MatrixParameters[] all = [Witness, Pads, .. Rows];
        return [.. all.SelectMany(m => (byte[])[checked((byte)m.LogDataLength), (byte)m.Queries, checked((byte)(m.Queries >> 8)), checked((byte)m.LogCodeLength)])];
    }
}
