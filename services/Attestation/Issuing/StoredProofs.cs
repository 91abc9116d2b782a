using System.Security.Cryptography;
using Zkml.Attestation.Cases;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Statements.Iris;

namespace Zkml.Attestation.Issuing;

/// <summary>Proofs in the object store, which is shared with others: what comes out is compared with what was announced.</summary>
internal sealed class StoredProofs(IObjectStore objects)
{
    /// <exception cref="RefusedException">There is no such proof, or it is none.</exception>
    public async Task<IrisProofFile> ReadAsync(Case work, CancellationToken cancel)
    {
        byte[] bytes = await objects.GetAsync(ObjectKind.Proof, work.ProofId!.Value, IrisProofFile.MaxLength, cancel)
            ?? throw new RefusedException(AttestationRefusalReason.ProofMissing);
        return bytes.Length == work.ProofSize && new Digest(SHA256.HashData(bytes)) == work.ProofSha256 && IrisProofFile.TryRead(bytes, out IrisProofFile? file)
            ? file
            : throw new RefusedException(AttestationRefusalReason.ProofInvalid);
    }
}
