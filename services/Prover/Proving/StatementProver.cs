using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>A worker's prover. It keeps the memory of the last statement, since most jobs are of one.</summary>
internal sealed class StatementProver(int threads) : IDisposable
{
    private PersonhoodStatementVerifier? _statement;
    private ICaptureProver? _prover;

    /// <exception cref="RejectedException">There is no proof of this capture.</exception>
    public ProvenCapture Prove(PersonhoodStatementVerifier statement, ProofJob work) => For(statement).Prove(work);

    public void Dispose() => _prover?.Dispose();

    private ICaptureProver For(PersonhoodStatementVerifier statement)
    {
        if (_statement != statement)
        {
            // The memory of the last one goes before that of the next one comes.
            _prover?.Dispose();
            (_statement, _prover) = (null, null);
            (_statement, _prover) = (statement, Make(statement));
        }

        return _prover!;
    }

    private ICaptureProver Make(PersonhoodStatementVerifier statement) => statement switch
    {
        IrisStatementVerifier iris => new IrisCaptureProver(iris.Statement, threads),
        FaceStatementVerifier face => new FaceCaptureProver(face.Statement, threads),
        _ => throw new ArgumentException("A modality without a prover.", nameof(statement)),
    };
}
