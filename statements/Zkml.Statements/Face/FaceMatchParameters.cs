using Zkml.Networks;

namespace Zkml.Statements.Face;

/// <summary>What fixes a match statement: the same parameters give the same statement on every machine.</summary>
/// <param name="ModelName">Of the model that both templates are of: its id and the scale of its pixels (<see cref="PixelModel.Name"/>).</param>
/// <param name="Count">Values of a template.</param>
/// <param name="Least">No value is below.</param>
/// <param name="Greatest">No value is above.</param>
/// <param name="PerMille">The least cosine, in thousandths: 1 … 1000.</param>
public sealed record FaceMatchParameters(string ModelName, int Count, int Least, int Greatest, int PerMille)
{
    /// <summary>Sums of Count squares and products stay below 2^24: two digits of <see cref="FaceMatchGadget.DigitBits"/> bits.</summary>
    private const long MaxSum = 1L << (2 * FaceMatchGadget.DigitBits);

    /// <summary>Far above any model of faces: the verifier builds the statement from what a file says.</summary>
    private const int MaxCount = 1 << 14;

    private const int MaxName = 128;

    /// <summary>Null when the parameters are usable, else what is wrong with them, in one sentence.</summary>
    public string? Problem =>
        ModelName.Length is 0 or > MaxName || ModelName.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"A model's name has 1 to {MaxName} ASCII characters that can be printed."
        : PerMille is < 1 or > FaceMatchGadget.Denominator ? $"A threshold is 1 to {FaceMatchGadget.Denominator} thousandths, not {PerMille}."
        : ProblemOf(Count, new Interval(Least, Greatest));

    internal Interval Interval => new(Least, Greatest);

    internal string StatementName => FormattableString.Invariant($"zkml/face-match/1 model {ModelName} values {Count} of {Least}..{Greatest} cosine {PerMille}/1000");

    internal static string? ProblemOf(int count, Interval interval) =>
        count is < 1 or > MaxCount ? $"A template has 1 to {MaxCount} values."
        : interval.Width is < 2 or > 256 ? "A template has values of at most 8 bits."
        : (Int128)count * interval.MaxMagnitude * interval.MaxMagnitude >= MaxSum ? $"A template of {count} values of {interval} is too long: the sum of its squares may reach {MaxSum}."
        : null;
}
