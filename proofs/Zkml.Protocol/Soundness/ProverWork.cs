namespace Zkml.Protocol.Soundness;

/// <summary>
/// What the prover's time for longer codes is worth in bytes of proof, so that the choice of parameters does not pay much time for few
/// bytes: about 0.25 kB for a millisecond of one core, where a leaf of A takes 0.12 µs beside its witness cells, a leaf of a row's matrix
/// 0.08 µs and 0.016 µs for each row. Whole numbers only: prover and verifier choose by them and must agree.
/// </summary>
internal static class ProverWork
{
    /// <summary>For the merging of claims, and for the verifier's time: a matrix that saves less than a kilobyte is not worth it.</summary>
    private const int EachMatrix = 1 << 10;

    internal static long Of(ProofParameters parameters)
    {
        long bytes = parameters.Witness.CodeLength >> 5;
        int log = parameters.Witness.LogDataLength;
        foreach (MatrixParameters matrix in parameters.Rows)
        {
            bytes += RowMatrix(log, matrix);
            log = matrix.LogDataLength;
        }

        return bytes;
    }

    /// <summary>A row of 2^log coefficients in a matrix.</summary>
    internal static long RowMatrix(int log, MatrixParameters matrix) =>
        EachMatrix + (((long)matrix.CodeLength * ((1 << (log - matrix.LogDataLength)) + 4)) >> 7);
}
