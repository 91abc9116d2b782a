using Zkml.Statements.Jobs;

namespace Zkml.Prover.Proving;

/// <summary>Proves one statement of one modality, and keeps its memory for the next capture.</summary>
internal interface ICaptureProver : IDisposable
{
    /// <exception cref="RejectedException">There is no proof of this capture.</exception>
    ProvenCapture Prove(ProofJob work);
}
