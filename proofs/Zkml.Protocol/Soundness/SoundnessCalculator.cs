using Zkml.Fields;

namespace Zkml.Protocol.Soundness;

/// <summary>
/// The soundness table (review, section 3), exactly: opened columns are drawn without replacement, so C(a,t)/C(n,t) and not (a/n)^t.
/// Only additions, multiplications and divisions of doubles, which every machine rounds alike: prover and verifier choose parameters
/// by these figures and must agree.
/// </summary>
public static class SoundnessCalculator
{
    /// <summary>|E| = p^4 = 2^123.955.</summary>
    public const double FieldSize = (double)KoalaBear.Modulus * KoalaBear.Modulus * KoalaBear.Modulus * KoalaBear.Modulus;

    /// <summary>Variables a single linear constraint may have; each costs 1/|E| (step 5).</summary>
    private const int LinearConstraintVariables = 30;

    public static SoundnessReport Evaluate(StatementSize size, ProofParameters parameters) =>
        new([.. Interaction(size), .. WitnessOpening(size, parameters.Witness), .. PadOpening(parameters.Pads), .. RowOpenings(parameters.Witness, parameters.Rows)]);

    /// <summary>C(bad, t)/C(n, t): the probability that t distinct random columns of n all lie in a given set of <paramref name="bad"/> ones.</summary>
    public static double AllColumnsWithin(long bad, int queries, int codeLength)
    {
        if (bad < queries)
        {
            return 0;
        }

        double probability = 1;
        for (int i = 0; i < queries; i++)
        {
            probability *= (double)(bad - i) / (codeLength - i);
        }

        return probability;
    }

    /// <summary>The least g with (N/2^g + T)/|E| ≤ 2^-103 (review, F5), or 12.</summary>
    public static int LeastGroupBits(long lookups, long tableRows)
    {
        int bits = 0;
        while (bits < 12 && ((double)lookups / (1 << bits) + tableRows) / FieldSize > Math.ScaleB(1, -103))
        {
            bits++;
        }

        return bits;
    }

    /// <summary>max{C(n−e−1,t), C(K−1+e,t)}/C(n,t): a word too far from the code, or a wrong combination of close ones.</summary>
    internal static double Columns(MatrixParameters a) => Math.Max(
        AllColumnsWithin(a.CodeLength - a.DecodingRadius - 1, a.Queries, a.CodeLength),
        AllColumnsWithin(a.MessageLength - 1 + a.DecodingRadius, a.Queries, a.CodeLength));

    /// <summary>As for the witness, or a false product or sum: two different polynomials of degree 2K−2 agree on 2K−2 columns (review, F4).</summary>
    internal static double PadColumns(MatrixParameters b) =>
        Math.Max(Columns(b), AllColumnsWithin(2L * b.MessageLength - 2, b.Queries, b.CodeLength));

    /// <summary>(ϑ+1)·n: challenges for which far rows combine to a close word (Diamond–Gruen 2024/1351, corollary 3.7).</summary>
    internal static double WitnessProximity(StatementSize size, MatrixParameters a) =>
        (size.RowVariables(a) + 1.0) * a.CodeLength / FieldSize;

    /// <summary>n2 for proximity with independent coefficients, e2 for bad columns that slip through, one each for ρ and ω.</summary>
    internal static double PadChallenges(MatrixParameters b) => (b.CodeLength + b.DecodingRadius + 2.0) / FieldSize;

    /// <summary>Steps 2 to 8, the challenges that do not depend on the matrices.</summary>
    internal static IEnumerable<SoundnessTerm> Interaction(StatementSize size)
    {
        if (size.NonNativeLength > 0)
        {
            yield return Term("2", "non-native identity", "(2L+1)/|E|", 2.0 * size.NonNativeLength + 1);
        }

        if (size.LargestLookupGroup > 0)
        {
            yield return Term("3", "lookups, α and β", "(N/2^g + T)/|E|", size.LargestLookupGroup);
            yield return Term("3", "lookups, z", "g/|E|", size.LookupGroupBits);
            yield return Term("3", "lookups, layers", "Σ_{ℓ=g}^{D-1} (3ℓ+2)/|E|", Layers(size));
        }

        yield return Term("4", "zero-check", "(n_z + C_z - 1 + d·n_z)/|E|", ZeroCheck(size));
        if (size.Contractions > 0)
        {
            yield return Term("4", "contractions", "(n_τ + C_m - 1 + 2·n_m)/|E|", size.ContractionIndexBits + size.Contractions - 1.0 + 2.0 * size.ContractionVariables);
        }

        yield return Term("5", "linear constraints and claims", "(30 + claims)/|E|", LinearConstraintVariables + size.Claims);
        yield return Term("6", "inner product", "2ν/|E|", 2.0 * size.WitnessVariables);
        yield return Term("8", "final evaluation, γ", "1/|E|", 1);
    }

    private static double Layers(StatementSize size)
    {
        double sum = 0;
        for (int layer = size.LookupGroupBits; layer < size.LookupDepth; layer++)
        {
            sum += 3 * layer + 2;
        }

        return sum;
    }

    private static double ZeroCheck(StatementSize size) => size.ZeroConstraints == 0
        ? 0
        : size.ZeroCheckVariables + size.ZeroConstraints - 1.0 + (double)size.ZeroCheckDegree * size.ZeroCheckVariables;

    private static IEnumerable<SoundnessTerm> WitnessOpening(StatementSize size, MatrixParameters a) =>
    [
        new("6+8", "witness matrix, proximity", "(ϑ+1)·n/|E|", WitnessProximity(size, a)),
        new("10", "witness matrix, columns", "max{C(n-e-1,t), C(K-1+e,t)}/C(n,t)", Columns(a)),
    ];

    private static IEnumerable<SoundnessTerm> PadOpening(MatrixParameters b) =>
    [
        new("9", "pad matrix, challenges", "(n2 + e2 + 2)/|E|", PadChallenges(b)),
        new("10", "pad matrix, columns", "max{C(n2-e2-1,t2), C(K2-1+e2,t2), C(2·K2-2,t2)}/C(n2,t2)", PadColumns(b)),
    ];

    /// <summary>Step 11. One row of a matrix with t opened columns gives t + 1 claims; each of its variables a round of degree 2.</summary>
    internal static IEnumerable<SoundnessTerm> RowOpenings(MatrixParameters witness, IEnumerable<MatrixParameters> rows)
    {
        MatrixParameters before = witness;
        int number = 0;
        foreach (MatrixParameters row in rows)
        {
            number++;
            double rounds = 2.0 * before.LogDataLength, proximity = (before.LogDataLength - row.LogDataLength) * (double)row.CodeLength;
            yield return Term("11", $"row {number}, claims and rounds", "(t + 2·log2 k)/|E|", before.Queries + rounds);
            yield return Term("11", $"row {number}, proximity", "log2(k/k')·n'/|E|", proximity);
            yield return new("11", $"row {number}, columns", "max{C(n'-e'-1,t'), C(k'-1+e',t')}/C(n',t')", Columns(row));
            before = row;
        }
    }

    private static SoundnessTerm Term(string step, string name, string formula, double badChallenges) =>
        new(step, name, formula, badChallenges / FieldSize);
}
