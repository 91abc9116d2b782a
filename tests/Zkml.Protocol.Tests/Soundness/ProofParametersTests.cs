using CsCheck;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Soundness;

public sealed class ProofParametersTests
{
    private static readonly Gen<StatementSize> Sizes =
        Gen.Select(Gen.Int[0, 24], Gen.Int[0, 20], Gen.Int[0, 4], Gen.Int[1, 3000], Gen.Int[0, 2000]).Select(
            (cells, group, groups, messages, products) => new StatementSize
            {
                WitnessCells = (1L << cells) - (cells > 3 ? 5 : 0),
                LargestLookupGroup = (1L << group) - 1,
                LookupGroupBits = groups,
                LookupDepth = group + groups,
                ZeroCheckVariables = cells,
                ZeroConstraints = messages / 10,
                Claims = messages,
                Messages = messages,
                PadProducts = products,
            });

    [Theory]
    [InlineData(20, 2, 13, 154, 134, 86, 34, 367)]
    [InlineData(20, 3, 12, 126, 68, 135, 29, 345)]
    [InlineData(23, 2, 13, 154, 134, 638, 34, 919)]
    [InlineData(23, 2, 14, 154, 265, 323, 39, 740)]
    [InlineData(23, 3, 13, 126, 133, 522, 33, 802)]
    [InlineData(23, 3, 14, 126, 264, 264, 37, 679)]
    [InlineData(18, 3, 11, 126, 35, 71, 25, 244)]
    public void Proof_sizes_are_those_of_the_review(
        int logCells, int logInverseRate, int logData, int queries, int row, int columns, int paths, int total)
    {
        ProofSize size = ProofSize.Estimate(ReferenceSize.Statement(logCells), ReferenceSize.Parameters(logData, queries, logInverseRate));
        Assert.Equal(row, size.MaskedRow / 1000.0, 0.6);
        Assert.Equal(columns, size.WitnessColumns / 1000.0, 1.0);
        Assert.Equal(paths, size.WitnessPaths / 1000.0, 1.0);
        Assert.Equal(113, (size.PadPart + size.Messages) / 1000.0, 1.5);
        Assert.Equal(total, size.Total / 1000.0, 2.0);
    }

    [Fact]
    public void Chosen_sets_reach_the_target_and_pass_validation() =>
        Gen.Select(Sizes, Gen.Int[96, 100], Gen.Int[2, 3]).Sample((size, target, rate) =>
        {
            ProofParameters chosen = ProofParameters.For(size, target, rate);
            return chosen.Validate(size).Bits >= target
                && chosen.Witness.LogCodeLength == chosen.Witness.LogDataLength + rate
                && chosen.Pads.DataLength >= chosen.Pads.Queries;
        });

    [Fact]
    public void One_query_less_would_miss_the_target() =>
        Sizes.Sample(size =>
        {
            ProofParameters chosen = ProofParameters.For(size);
            ProofParameters fewer = chosen with { Witness = chosen.Witness with { Queries = chosen.Witness.Queries - 1 } };
            return SoundnessCalculator.Evaluate(size, fewer).Bits < 100;
        });

    [Fact]
    public void The_choice_for_the_reference_size_is_the_recommended_one()
    {
        ProofParameters chosen = ProofParameters.For(ReferenceSize.Statement());
        Assert.InRange(chosen.Witness.LogDataLength, 16, 17);
        Assert.Equal(chosen.Witness.LogDataLength + 2, chosen.Witness.LogCodeLength);
        Assert.InRange(chosen.Witness.Queries, 148, 151);
        Assert.InRange(chosen.Pads.LogDataLength, 7, 9);
        Assert.InRange(ProofSize.Estimate(ReferenceSize.Statement(), chosen).Total, 320_000, 349_000); // the review: 319 to 349 kB
        TestContext.Current.SendDiagnosticMessage("{0}, {1} bytes", chosen, ProofSize.Estimate(ReferenceSize.Statement(), chosen));
    }

    [Theory]
    [InlineData(72_562, 65_520, 423, 93, 0, 151_000)] // a signature: y in the clear
    [InlineData(770_304, 196_848, 604, 143, 1, 220_000)] // iris
    [InlineData(8_400_000, 1 << 20, 800, 200, 2, 350_000)] // face
    public void The_masked_row_is_committed_where_that_makes_shorter_proofs(long cells, int lookups, int messages, int products, int matrices, long bytes)
    {
        StatementSize size = ReferenceSize.Statement() with
        {
            WitnessCells = cells, LargestLookupGroup = lookups, LookupGroupBits = 0, LookupDepth = 20, Messages = messages, PadProducts = products,
        };
        ProofParameters chosen = ProofParameters.For(size);
        Assert.Equal(matrices, chosen.Rows.Count);
        Assert.True(chosen.Validate(size).Bits >= 100);
        Assert.True(ProofSize.Estimate(size, chosen).Total <= bytes, $"{ProofSize.Estimate(size, chosen)}");
    }

    [Fact]
    public void No_statement_grows_by_committing_its_masked_row() =>
        Sizes.Sample(size =>
        {
            ProofParameters chosen = ProofParameters.For(size);
            ProofParameters inClear = chosen with { Rows = [] };
            return ProofSize.Estimate(size, chosen).Total <= ProofSize.Estimate(size, inClear).Total;
        });

    [Fact]
    public void Matrices_of_rows_that_are_no_codes_or_hide_or_do_not_get_shorter_are_refused()
    {
        ProofParameters chosen = ProofParameters.For(ReferenceSize.Statement());
        MatrixParameters row = chosen.Rows[0];
        chosen.Validate(ReferenceSize.Statement());
        IReadOnlyList<MatrixParameters>[] others =
        [
            [row with { Hiding = true }], [row, row], [.. chosen.Rows.Reverse()], [row with { LogDataLength = chosen.Witness.LogDataLength }],
            [row with { LogCodeLength = row.LogDataLength }], [row with { Queries = 0 }], [row with { Queries = 60 }],
        ];
        foreach (IReadOnlyList<MatrixParameters> rows in others)
        {
            Assert.ThrowsAny<ArgumentException>(() => (chosen with { Rows = rows }).Validate(ReferenceSize.Statement()));
        }

        Assert.ThrowsAny<ArgumentException>(() => (chosen with { Witness = chosen.Witness with { Hiding = false } }).Validate(ReferenceSize.Statement()));
    }

    [Theory]
    [InlineData(13, 142, 8, 110, 13)] // 2^-95.something: below the floor
    [InlineData(13, 154, 8, 60, 13)] // too few queries on the pad matrix
    [InlineData(13, 154, 7, 129, 13)] // k2 < t2: the quadratic mask does not cover
    [InlineData(13, 154, 8, 110, 9)] // 2·K2 − 2 ≥ n2: no error could show
    [InlineData(13, 0, 8, 110, 13)]
    [InlineData(15, 154, 8, 110, 13)] // K ≥ n
    [InlineData(30, 154, 8, 110, 13)]
    public void Unsound_sets_are_refused(int logData, int queries, int logPad, int padQueries, int logPadCode)
    {
        var parameters = new ProofParameters(new MatrixParameters(logData, queries, 15), new MatrixParameters(logPad, padQueries, logPadCode));
        Assert.ThrowsAny<ArgumentException>(() => parameters.Validate(ReferenceSize.Statement()));
    }

    [Fact]
    public void Targets_below_the_floor_or_out_of_reach_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProofParameters.For(ReferenceSize.Statement(), 95));
        Assert.Throws<InvalidOperationException>(() => ProofParameters.For(ReferenceSize.Statement(), 106));
        Assert.Throws<InvalidOperationException>(() => ProofParameters.For(ReferenceSize.Statement(groupBits: 0), 101));
    }

    [Fact]
    public void The_encoding_tells_sets_apart()
    {
        ProofParameters parameters = ReferenceSize.Parameters(13, 300) with { Rows = [new MatrixParameters(10, 114, 14, Hiding: false)] };
        Assert.Equal([13, 44, 1, 15, 8, 110, 0, 13, 10, 114, 0, 14], parameters.Encode());
    }
}
