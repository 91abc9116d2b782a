using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Face;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>Aligned faces. The template leaves this method as a commitment only.</summary>
internal sealed class FaceCaptureProver(FaceStatement statement, int threads) : ICaptureProver
{
    private readonly FaceProver _prover = new(statement, threads);

    public ProvenCapture Prove(ProofJob work)
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using FaceSecrets capture = FaceSecrets.Of(work.Package, work.DeviceKey, work.Membership, blinding);
        int[] template = FaceProver.Template(statement.Model, capture.Pixels);
        FacePublics publics = FacePublics.Of(work.Terms.Publics(FaceTemplateCommitment.For(statement.Model).Commit(template, blinding)));
        Array.Clear(template);
        Array.Clear(blinding);
        (byte[]? proof, PersonhoodFault fault) = _prover.Prove(publics, capture);
        return proof is not null
            ? new ProvenCapture(new FaceProofFile(statement.Parameters, publics, proof), shares: null)
            : throw new RejectedException(Rejections.For(fault));
    }

    public void Dispose() => _prover.Dispose();
}
