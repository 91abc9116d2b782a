using Zkml.Fields;

namespace Zkml.Protocol.Soundness;

/// <summary>
/// Size of one Reed–Solomon matrix: rows of k data values and t random coefficients, encoded to n columns of which t are opened. A matrix
/// that hides nothing has no random coefficients.
/// </summary>
/// <param name="LogDataLength">log2 k.</param>
/// <param name="Queries">t, the opened columns, and as many random coefficients of a row if it hides (review, Z4).</param>
/// <param name="LogCodeLength">log2 n.</param>
/// <param name="Hiding">True for the matrices A and B.</param>
public sealed record MatrixParameters(int LogDataLength, int Queries, int LogCodeLength, bool Hiding = true)
{
    /// <summary>k.</summary>
    public int DataLength => 1 << LogDataLength;

    /// <summary>K = k + t, or k if nothing is hidden: the number of coefficients of a row.</summary>
    public int MessageLength => DataLength + (Hiding ? Queries : 0);

    /// <summary>n.</summary>
    public int CodeLength => 1 << LogCodeLength;

    /// <summary>e = ⌊(n − K)/2⌋.</summary>
    public int DecodingRadius => (CodeLength - MessageLength) / 2;

    /// <summary>ρ = K/n, not k/n (review, F3).</summary>
    public double Rate => (double)MessageLength / CodeLength;

    /// <summary>What any matrix needs: K &lt; n, and n within the two-adicity of the field.</summary>
    internal bool IsCode =>
        LogDataLength is >= 0 and <= KoalaBear.TwoAdicity && LogCodeLength is >= 0 and <= KoalaBear.TwoAdicity
        && Queries > 0 && Queries < CodeLength && MessageLength < CodeLength;

    /// <summary>
    /// What the linear and quadratic tests need besides: their answers have 2K−1 coefficients, which must be less than n for an
    /// error to show, and the quadratic mask e0 + X^(t−1)·e1 covers them only if k ≥ t (review, Z7).
    /// </summary>
    internal bool AllowsProducts => IsCode && DataLength >= Queries && 2 * MessageLength - 2 < CodeLength;
}
