using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;
using Zkml.Statements.Jobs;

namespace Zkml.Prover.Proving;

/// <summary>A worker's prover. It keeps the memory of the last statement, since most jobs are of one.</summary>
internal sealed class StatementProver(int threads) : IDisposable
{
    private IrisStatement? _statement;
    private IrisProver? _prover;

    /// <exception cref="RejectedException">There is no proof of this capture.</exception>
    public ProvenCapture Prove(IrisStatement statement, ProofJob work)
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisSecrets capture = IrisSecrets.Of(work.Package, work.DeviceKey, work.Membership, blinding);
        using IrisTemplate template = IrisCode.Template(capture.Pixels, capture.Mask, statement.Parameters.Width, statement.Parameters.Rule);
        SecretShares? shares = statement.Parameters.Shared ? SecretShares.Of(template) : null;
        IrisPublics publics = work.Terms.Publics(TemplateCommitment.Commit(template, blinding), shares?.Commitments());
        Array.Clear(blinding);
        (byte[]? proof, PersonhoodFault fault) = For(statement).Prove(publics, capture.With(shares));
        if (proof is null)
        {
            shares?.Dispose();
            throw new RejectedException(Rejections.For(fault));
        }

        return new ProvenCapture(publics, proof, shares);
    }

    public void Dispose() => _prover?.Dispose();

    private IrisProver For(IrisStatement statement)
    {
        if (_statement != statement)
        {
            _prover?.Dispose();
            (_statement, _prover) = (statement, new IrisProver(statement, threads));
        }

        return _prover!;
    }
}
