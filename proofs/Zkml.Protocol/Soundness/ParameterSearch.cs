using Zkml.Fields;

namespace Zkml.Protocol.Soundness;

/// <summary>
/// Tries the few sensible row lengths of the matrices and keeps the shortest proof, with a charge for the prover's time. The pad matrix and each matrix of a row get a sixteenth
/// of the allowed error, the witness matrix what is then left; the least number of queries for each is found by bisection.
/// </summary>
internal static class ParameterSearch
{
    /// <summary>More than this never pays: about 250 queries reach 100 bits at rate 1/2.</summary>
    private const int MaxQueries = 400;

    /// <summary>log2: the pad matrix and each matrix of a row may err with 2^-(target + 4).</summary>
    internal const int ShareBits = 4;

    private const int MinLogPadLength = 7;
    private const int MaxLogPadLength = 9;

    /// <summary>A longer code would save few queries and cost time that is the same for the smallest statement.</summary>
    private const int MaxLogPadCode = 13;

    private const int MaxLogDataLength = 18;

    internal static ProofParameters Run(StatementSize size, int targetBits, int logInverseRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetBits, ProofParameters.FloorBits);
        ArgumentOutOfRangeException.ThrowIfLessThan(logInverseRate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logInverseRate, 4);
        double allowed = Math.ScaleB(1, -targetBits);
        MatrixParameters any = new(StatementSize.LeastVariables, 1, StatementSize.LeastVariables + logInverseRate);
        MatrixParameters? pads = Shortest(
            PadCandidates(targetBits), b => ProofSize.Estimate(size, new ProofParameters(any, b)).PadPart);
        if (pads is null)
        {
            throw TooLarge(targetBits);
        }

        double rest = allowed - SoundnessCalculator.Interaction(size).Sum(t => t.Error)
            - SoundnessCalculator.PadChallenges(pads) - SoundnessCalculator.PadColumns(pads);
        int longest = Math.Min(Math.Min(size.WitnessVariables, MaxLogDataLength), KoalaBear.TwoAdicity - logInverseRate);
        var rows = new RowSearch(longest, targetBits);
        ProofParameters With(MatrixParameters a) => new(a, pads) { Rows = rows[a.LogDataLength] };
        MatrixParameters? witness = Shortest(
            WitnessCandidates(size, (rest, logInverseRate), rows, longest), a => ProofSize.Estimate(size, With(a)).Total + ProverWork.Of(With(a)));
        return witness is null ? throw TooLarge(targetBits) : With(witness);
    }

    private static IEnumerable<MatrixParameters> PadCandidates(int targetBits)
    {
        double allowed = Math.ScaleB(1, -targetBits - ShareBits);
        for (int log = MinLogPadLength; log <= MaxLogPadLength; log++)
        {
            for (int logCode = log + 3; logCode <= MaxLogPadCode; logCode++)
            {
                MatrixParameters? least = LeastQueries(
                    new MatrixParameters(log, 1, logCode), b => b.AllowsProducts, SoundnessCalculator.PadColumns, allowed);
                if (least is not null)
                {
                    yield return least;
                }
            }
        }
    }

    private static IEnumerable<MatrixParameters> WitnessCandidates(
        StatementSize size, (double Error, int LogInverseRate) goal, RowSearch rows, int longest)
    {
        for (int log = StatementSize.LeastVariables; log <= longest; log++)
        {
            var shape = new MatrixParameters(log, 1, log + goal.LogInverseRate);
            double rowError = SoundnessCalculator.RowOpenings(shape with { Queries = MaxQueries }, rows[log]).Sum(t => t.Error);
            double allowed = goal.Error - SoundnessCalculator.WitnessProximity(size, shape) - rowError;
            MatrixParameters? least = LeastQueries(shape, a => a.IsCode, SoundnessCalculator.Columns, allowed);
            if (least is not null)
            {
                yield return least;
            }
        }
    }

    /// <summary>The error falls with every query as long as t is well below n, so the least number is found by bisection.</summary>
    internal static MatrixParameters? LeastQueries(
        MatrixParameters shape, Func<MatrixParameters, bool> admissible, Func<MatrixParameters, double> error, double allowed)
    {
        int low = 1, high = MaxQueries;
        while (high > low && !admissible(shape with { Queries = high }))
        {
            high = high * 7 / 8;
        }

        if (!(error(shape with { Queries = high }) <= allowed))
        {
            return null;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (error(shape with { Queries = middle }) <= allowed)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return shape with { Queries = high };
    }

    /// <summary>The candidate of least size, the first of equals.</summary>
    private static MatrixParameters? Shortest(IEnumerable<MatrixParameters> candidates, Func<MatrixParameters, long> size) =>
        candidates.MinBy(size);

    private static InvalidOperationException TooLarge(int targetBits) =>
        new($"No parameter set reaches 2^-{targetBits} for a statement of this size.");
}
