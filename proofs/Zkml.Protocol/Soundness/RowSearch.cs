namespace Zkml.Protocol.Soundness;

/// <summary>
/// For rows of every length the cheapest way to open them, in bytes with <see cref="ProverWork"/>: in the clear, or in a matrix whose
/// combined row is opened in the cheapest way.
/// </summary>
internal sealed class RowSearch
{
    private const int MinLogDataLength = 5;
    private const int MaxLogDataLength = 14;
    private const int MinLogInverseRate = 2;
    private const int MaxLogInverseRate = 5;

    private readonly (MatrixParameters[] Matrices, long Cost)[] _best;

    public RowSearch(int longest, int targetBits)
    {
        MatrixParameters[] codes = [.. Codes(targetBits)];
        _best = new (MatrixParameters[], long)[longest + 1];
        for (int log = 0; log <= longest; log++)
        {
            _best[log] = ([], ProofSize.RowInClear(log));
            foreach (MatrixParameters code in codes)
            {
                if (code.LogDataLength >= log)
                {
                    continue;
                }

                (MatrixParameters[] after, long cost) = _best[code.LogDataLength];
                cost += ProofSize.RowMatrix(log, code) + ProverWork.RowMatrix(log, code);
                if (cost < _best[log].Cost)
                {
                    _best[log] = ([code, .. after], cost);
                }
            }
        }
    }

    /// <summary>The matrices for a row of 2^log coefficients.</summary>
    public IReadOnlyList<MatrixParameters> this[int log] => _best[log].Matrices;

    private static IEnumerable<MatrixParameters> Codes(int targetBits)
    {
        double allowed = Math.ScaleB(1, -targetBits - ParameterSearch.ShareBits);
        for (int log = MinLogDataLength; log <= MaxLogDataLength; log++)
        {
            for (int rate = MinLogInverseRate; rate <= MaxLogInverseRate; rate++)
            {
                MatrixParameters? least = ParameterSearch.LeastQueries(
                    new MatrixParameters(log, 1, log + rate, Hiding: false), m => m.IsCode, SoundnessCalculator.Columns, allowed);
                if (least is not null)
                {
                    yield return least;
                }
            }
        }
    }
}
