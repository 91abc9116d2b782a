using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>Irises, with the shares of their templates.</summary>
internal sealed class IrisCaptureProver(IrisStatement statement, int threads) : ICaptureProver
{
    private readonly IrisProver _prover = new(statement, threads);

    public ProvenCapture Prove(ProofJob work)
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisSecrets capture = IrisSecrets.Of(work.Package, work.DeviceKey, work.Membership, blinding);
        using IrisTemplate template = IrisCode.Template(capture.Pixels, capture.Mask, statement.Parameters.Width, statement.Parameters.Rule);
        SecretShares? shares = statement.Parameters.Shared ? SecretShares.Of(template) : null;
        IrisPublics publics = IrisPublics.Of(work.Terms.Publics(TemplateCommitment.Commit(template, blinding))) with { Shares = shares?.Commitments() };
        Array.Clear(blinding);
        (byte[]? proof, PersonhoodFault fault) = _prover.Prove(publics, capture.With(shares));
        if (proof is null)
        {
            shares?.Dispose();
            throw new RejectedException(Rejections.For(fault));
        }

        return new ProvenCapture(new IrisProofFile(statement.Parameters, publics, proof), shares);
    }

    public void Dispose() => _prover.Dispose();
}
