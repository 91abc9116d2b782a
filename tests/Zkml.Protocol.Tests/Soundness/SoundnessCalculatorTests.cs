using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Soundness;

public sealed class SoundnessCalculatorTests
{
    private const double Rounding = 0.051; // the review prints one decimal

    [Fact]
    public void The_field_has_2_to_the_123_955_elements() => Assert.Equal(123.955, Math.Log2(SoundnessCalculator.FieldSize), 0.001);

    [Theory]
    [InlineData(22, 0, 101.9), InlineData(22, 2, 103.8), InlineData(22, 3, 104.6), InlineData(22, 4, 105.4)]
    [InlineData(23, 0, 100.9), InlineData(23, 2, 102.9), InlineData(23, 3, 103.8), InlineData(23, 4, 104.6)]
    [InlineData(24, 0, 99.9), InlineData(24, 2, 101.9), InlineData(24, 3, 102.9), InlineData(24, 4, 103.8)]
    [InlineData(25, 0, 98.9), InlineData(25, 2, 100.9), InlineData(25, 3, 101.9), InlineData(25, 4, 102.9)]
    public void The_lookup_error_depends_on_lookups_and_groups_as_in_the_review(int logLookups, int groupBits, double bits)
    {
        StatementSize size = ReferenceSize.Statement() with { LargestLookupGroup = (1L << (logLookups - groupBits)) + (1 << 17) };
        Assert.Equal(-bits, Bits(Report(size, 13, 154), "lookups, α and β"), Rounding);
    }

    [Fact]
    public void The_least_number_of_groups_is_the_first_that_reaches_103_bits()
    {
        Assert.Equal(0, SoundnessCalculator.LeastGroupBits(1 << 20, 1 << 17));
        Assert.Equal(2, SoundnessCalculator.LeastGroupBits(1 << 22, 1 << 17));
        Assert.Equal(3, SoundnessCalculator.LeastGroupBits(1 << 23, 1 << 17));
        Assert.Equal(4, SoundnessCalculator.LeastGroupBits(1 << 24, 1 << 17));
    }

    [Theory]
    [InlineData("non-native identity", 118)]
    [InlineData("lookups, α and β", 103.8)]
    [InlineData("lookups, z", 122.4)]
    [InlineData("lookups, layers", 114.2)]
    [InlineData("zero-check", 111.9)]
    [InlineData("linear constraints and claims", 111.9)]
    [InlineData("inner product", 118.4)]
    [InlineData("final evaluation, γ", 124)]
    [InlineData("witness matrix, proximity", 105.5)]
    [InlineData("witness matrix, columns", 103.2)]
    [InlineData("pad matrix, challenges", 110.4)]
    [InlineData("pad matrix, columns", 104.1)]
    public void Every_term_has_its_reference_value(string name, double bits) =>
        Assert.Equal(-bits, Bits(Report(ReferenceSize.Statement(), 13, 153), name), bits is 118 ? 0.1 : Rounding);

    [Theory]
    [InlineData(3, 153, 101.9), InlineData(3, 154, 102.2), InlineData(0, 153, 100.5)]
    public void The_sum_has_its_reference_value(int groupBits, int queries, double bits) =>
        Assert.Equal(bits, Report(ReferenceSize.Statement(groupBits: groupBits), 13, queries).Bits, Rounding);

    [Fact]
    public void The_largest_round_is_the_columns_of_the_witness_matrix()
    {
        Assert.Equal(-103.2, Math.Log2(Report(ReferenceSize.Statement(), 13, 153).LargestRound), Rounding);
        Assert.Equal(-103.9, Bits(Report(ReferenceSize.Statement(), 13, 154), "witness matrix, columns"), Rounding);
    }

    [Theory]
    [InlineData(2, 3, 96, 143), InlineData(2, 3, 98, 146), InlineData(2, 3, 100, 149), InlineData(2, 3, 101, 151), InlineData(2, 3, 102, 154)]
    [InlineData(2, 0, 96, 143), InlineData(2, 0, 98, 146), InlineData(2, 0, 100, 151)]
    [InlineData(3, 3, 96, 116), InlineData(3, 3, 98, 119), InlineData(3, 3, 100, 122), InlineData(3, 3, 101, 123), InlineData(3, 3, 102, 126)]
    [InlineData(3, 0, 96, 116), InlineData(3, 0, 98, 119), InlineData(3, 0, 100, 123)]
    public void The_queries_needed_are_those_of_the_review(int logInverseRate, int groupBits, int targetBits, int queries)
    {
        StatementSize size = ReferenceSize.Statement(groupBits: groupBits);
        Assert.True(SoundnessCalculator.Evaluate(size, ReferenceSize.Parameters(13, queries, logInverseRate)).Bits >= targetBits);
        Assert.False(SoundnessCalculator.Evaluate(size, ReferenceSize.Parameters(13, queries - 1, logInverseRate)).Bits >= targetBits);
    }

    [Fact]
    public void Without_groups_101_bits_are_out_of_reach() =>
        Assert.True(Report(ReferenceSize.Statement(groupBits: 0), 13, 400).Bits < 101);

    [Fact]
    public void Powers_of_one_challenge_would_leave_98_95_bits()
    {
        // (R − 1)·n instead of (ϑ + 1)·n (review, F2): below the target whatever the number of queries.
        MatrixParameters a = ReferenceSize.Parameters(13, 153).Witness;
        double powers = (ReferenceSize.Statement().WitnessRows(a) - 1.0) * a.CodeLength / SoundnessCalculator.FieldSize;
        Assert.Equal(-98.95, Math.Log2(powers), 0.01);
    }

    [Fact]
    public void The_rate_k_over_n_would_promise_too_much()
    {
        // Forgetting the random coefficients (review, F3): e computed from k/n, 0.8 bits too many.
        MatrixParameters a = ReferenceSize.Parameters(13, 153).Witness;
        Assert.True(a.Rate > 0.2546);
        int wrongRadius = (a.CodeLength - a.DataLength) / 2;
        double wrong = SoundnessCalculator.AllColumnsWithin(a.CodeLength - wrongRadius - 1, a.Queries, a.CodeLength);
        Assert.True(Math.Log2(wrong) < Bits(Report(ReferenceSize.Statement(), 13, 153), "witness matrix, columns") - 0.5);
    }

    [Fact]
    public void Columns_are_drawn_without_replacement()
    {
        Assert.Equal(1.0 / 6, SoundnessCalculator.AllColumnsWithin(2, 2, 4), 1e-15); // C(2,2)/C(4,2)
        Assert.Equal(0, SoundnessCalculator.AllColumnsWithin(1, 2, 4));
        Assert.Equal(1, SoundnessCalculator.AllColumnsWithin(4, 3, 4));
    }

    [Theory]
    [InlineData("row 1, claims and rounds", 116.4)] // 154 + 2·14
    [InlineData("row 1, proximity", 107.95)] // 4·2^14
    [InlineData("row 1, columns", 104.55)]
    [InlineData("row 2, claims and rounds", 116.9)] // 114 + 2·10
    [InlineData("row 2, proximity", 110.4)] // 3·2^12
    [InlineData("row 2, columns", 152.33)]
    public void Every_matrix_of_a_row_has_its_terms(string name, double bits)
    {
        ProofParameters parameters = ReferenceSize.Parameters(14, 154) with
        {
            Rows = [new MatrixParameters(10, 114, 14, Hiding: false), new MatrixParameters(7, 155, 12, Hiding: false)],
        };
        SoundnessReport report = SoundnessCalculator.Evaluate(ReferenceSize.Statement(), parameters);
        Assert.Equal(-bits, Bits(report, name), Rounding);
        Assert.Equal(report.Terms.Sum(t => t.Error), report.Sum);
    }

    [Fact]
    public void A_row_s_matrix_has_the_rate_of_its_data_alone()
    {
        MatrixParameters row = new(10, 114, 12, Hiding: false);
        Assert.Equal((1024, 0.25, 1536), (row.MessageLength, row.Rate, row.DecodingRadius));
    }

    [Fact]
    public void The_report_prints_one_line_per_term_with_sum_and_largest_round()
    {
        SoundnessReport report = Report(ReferenceSize.Statement(), 13, 154);
        string[] lines = report.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(report.Terms.Count + 2, lines.Length);
        Assert.Contains("sum", lines[^2], StringComparison.Ordinal);
        Assert.Contains("2^-102.17", lines[^2], StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage("{0}", report);
    }

    private static SoundnessReport Report(StatementSize size, int logData, int queries) =>
        SoundnessCalculator.Evaluate(size, ReferenceSize.Parameters(logData, queries));

    private static double Bits(SoundnessReport report, string name) => Math.Log2(report.Terms.Single(t => t.Name == name).Error);
}
