using Zkml.Protocol.Language;

namespace Zkml.Statements.Face;

/// <summary>
/// cos(a, b) ≥ N/D for vectors of small integers, exactly: a·b ≥ 1 and (D·a·b)² ≥ (N·a·a)·(N·b·b). A vector of zeros is near to nothing.
///   x = (a·b − 1, a·a, b·b) = x0 + X·x1,   X = 2^12, digits of bits                  sums below X² (<see cref="FaceMatchParameters"/>), so x ≥ 0 is shown
///   c = (D, N, N):  c·x0 + [D] = s0 + X·k,   c·x1 + k = s1 + X·s2                    [D] in the first row alone: (e, f, g) = (D·a·b, N·a·a, N·b·b)
///   Σ_i e_i·e_(j−i) − Σ_i f_i·g_(j−i) + carry_(j−1) = r_j + X·carry_j,  j = 0 … 5    no carry into the first and out of the last column
/// so that Σ_j X^j·r_j = e² − f·g is not negative. All sides are integers below 2^28: products of digits are below 2^24, three in a column, |carry| below 2^14.
/// </summary>
internal sealed class FaceMatchGadget
{
    public const int DigitBits = 12, Denominator = 1000;

    private const int Products = 3, SumDigits = 2, ScaledDigits = 3, Columns = 6, ScaleCarryBits = 10, CarryBits = 15;

    private const long Base = 1L << DigitBits, CarryOffset = 1L << (CarryBits - 1);

    private readonly int _perMille;

    /// <param name="builder">Of the statement.</param>
    /// <param name="templates">2 × values, known to be within their interval.</param>
    /// <param name="perMille">N.</param>
    public FaceMatchGadget(StatementBuilder builder, Tensor templates, int perMille)
    {
        _perMille = perMille;
        int count = templates.Shape[1];
        Terms = builder.Commit("products", Products, count);
        builder.AssertZero("products", [new Product(1, Rows(0, 0, 1), Rows(1, 0, 1))], -Terms.View);

        Sums = builder.CommitBits("sums", Products, SumDigits, DigitBits);
        builder.AssertZero("sums", Terms.MapAs(Shape.Of(Products, count, 1), AxisMap.Identity(Products), AxisMap.Sum(count), AxisMap.Identity(1))
            - Sums.Map(AxisMap.Identity(Products), AxisMap.Contract(1, Base), Bits(DigitBits)) - First(1, 1));

        Scaled = builder.CommitBits("scaled sums", Products, ScaledDigits, DigitBits);
        ScaleCarries = builder.CommitBits("carries of scaling", Products, ScaleCarryBits);
        builder.AssertZero("scaled sums",
            Sums.Map(AxisMap.Diagonal(Denominator, perMille, perMille), AxisMap.Identity(SumDigits), Bits(DigitBits))
            + First(SumDigits, Denominator)
            + ScaleCarries.MapAs(Shape.Of(Products, 1, ScaleCarryBits), AxisMap.Identity(Products), AxisMap.Weights(-Base, 1), Bits(ScaleCarryBits))
            - Scaled.Map(AxisMap.Identity(Products), AxisMap.Sparse(SumDigits, ScaledDigits, [new(0, 0, 1), new(1, 1, 1), new(1, 2, Base)]), Bits(DigitBits)));

        Slack = builder.CommitBits("slack", Columns, DigitBits);
        Carries = builder.CommitBits("carries", Columns - 1, CarryBits);
        builder.AssertZero(
            "cosine",
            [
                .. Enumerable.Range(0, ScaledDigits).Select(i => new Product(1, Digit(0, i), Shifted(0, i))),
                .. Enumerable.Range(0, ScaledDigits).Select(i => new Product(-1, Digit(1, i), Shifted(2, i))),
            ],
            Moved() - Slack.MapAs(Shape.Of(1, Columns, DigitBits), AxisMap.Identity(1), AxisMap.Identity(Columns), Bits(DigitBits)));

        View Rows(params ReadOnlySpan<int> from) => templates.Map(
            AxisMap.Sparse(Products, 2, [.. from.ToArray().Select((row, i) => new AxisMap.Entry(i, row, 1))]), AxisMap.Identity(count));
    }

    /// <summary>3 × values: a_i·b_i, a_i², b_i².</summary>
    public Tensor Terms { get; }

    /// <summary>3 × 2 × 12: a·b − 1, a·a, b·b.</summary>
    public Tensor Sums { get; }

    /// <summary>3 × 3 × 12: e, f, g.</summary>
    public Tensor Scaled { get; }

    public Tensor ScaleCarries { get; }

    /// <summary>6 × 12: the digits of e² − f·g.</summary>
    public Tensor Slack { get; }

    /// <summary>5 × 15: counted from −2^14.</summary>
    public Tensor Carries { get; }

    /// <summary>Fills all cells; those of vectors that are not near enough break a rule.</summary>
    public void Fill(Witness witness, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        long dot = 0, own = 0, other = 0;
        for (int i = 0; i < first.Length; i++)
        {
            (int a, int b) = (first[i], second[i]);
            witness.Set(Terms, [0, i], a * b);
            witness.Set(Terms, [1, i], a * a);
            witness.Set(Terms, [2, i], b * b);
            (dot, own, other) = (dot + a * b, own + a * a, other + b * b);
        }

        long e = FillRow(witness, 0, dot - 1, Denominator, Denominator), f = FillRow(witness, 1, own, _perMille, 0), g = FillRow(witness, 2, other, _perMille, 0);
        long carry = 0;
        for (int column = 0; column < Columns; column++)
        {
            long sum = carry;
            for (int i = Math.Max(0, column - ScaledDigits + 1); i <= Math.Min(column, ScaledDigits - 1); i++)
            {
                sum += Of(e, i) * Of(e, column - i) - Of(f, i) * Of(g, column - i);
            }

            carry = sum >> DigitBits;
            Write(witness, Slack, [column], sum & (Base - 1), DigitBits);
            if (column < Columns - 1)
            {
                Write(witness, Carries, [column], carry + CarryOffset, CarryBits);
            }
        }
    }

    private long FillRow(Witness witness, int row, long sum, long factor, long added)
    {
        long low = sum & (Base - 1), high = (sum >> DigitBits) & (Base - 1), scaled = factor * (low + Base * high) + added;
        Write(witness, Sums, [row, 0], low, DigitBits);
        Write(witness, Sums, [row, 1], high, DigitBits);
        Write(witness, ScaleCarries, [row], (factor * low + added) >> DigitBits, ScaleCarryBits);
        for (int digit = 0; digit < ScaledDigits; digit++)
        {
            Write(witness, Scaled, [row, digit], Of(scaled, digit), DigitBits);
        }

        return scaled;
    }

    private static void Write(Witness witness, Tensor tensor, int[] index, long value, int bits)
    {
        for (int bit = 0; bit < bits; bit++)
        {
            witness.Set(tensor, [.. index, bit], (value >> bit) & 1);
        }
    }

    private static long Of(long value, int digit) => (value >> (DigitBits * digit)) & (Base - 1);

    private static AxisMap Bits(int count) => AxisMap.Contract([.. Enumerable.Range(0, count).Select(bit => (Coefficient)(1L << bit))]);

    /// <summary>3 × width × 1: a constant in the first place of the first row.</summary>
    private static View First(int width, long value) => value * View.ConstantProduct(AxisMap.Place(Products, 0), AxisMap.Place(width, 0), AxisMap.Identity(1));

    /// <summary>1 × 6 × 1: the digit i of a scaled sum in columns i, i + 1, i + 2.</summary>
    private View Digit(int row, int i) => Column(row, AxisMap.Sparse(
        Columns, ScaledDigits, [.. Enumerable.Range(i, ScaledDigits).Select(column => new AxisMap.Entry(column, i, 1))]));

    /// <summary>1 × 6 × 1: the digit j − i in column j.</summary>
    private View Shifted(int row, int i) => Column(row, AxisMap.Strided(Columns, ScaledDigits, 1, -i));

    private View Column(int row, AxisMap digits) => Scaled.Map(AxisMap.Select(Products, row), digits, Bits(DigitBits));

    /// <summary>1 × 6 × 1: carry of the column before, less X times its own.</summary>
    private View Moved()
    {
        var offsets = new long[Columns];
        var entries = new List<AxisMap.Entry>();
        for (int carry = 0; carry < Columns - 1; carry++)
        {
            entries.Add(new AxisMap.Entry(carry, carry, -Base));
            entries.Add(new AxisMap.Entry(carry + 1, carry, 1));
            offsets[carry] += Base * CarryOffset;
            offsets[carry + 1] -= CarryOffset;
        }

        return Carries.MapAs(Shape.Of(1, Columns - 1, CarryBits), AxisMap.Identity(1), AxisMap.Sparse(Columns, Columns - 1, entries), Bits(CarryBits))
            + View.ConstantArray(Shape.Of(1, Columns, 1), offsets);
    }
}
