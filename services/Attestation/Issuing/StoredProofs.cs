using System.Security.Cryptography;
using Zkml.Attestation.Cases;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Issuing;

/// <summary>Proofs in the object store, which is shared with others: what comes out is compared with what was announced.</summary>
internal sealed class StoredProofs(IObjectStore objects)
{
    /// <returns>The proof, unverified, or why there is none.</returns>
    public async Task<(IPersonhoodProofFile? File, AttestationRefusalReason Reason)> ReadAsync(Case work, CancellationToken cancel)
    {
        byte[]? bytes = await objects.GetAsync(ObjectKind.Proof, work.ProofId!.Value, PersonhoodProofFile.MaxLength, cancel);
        return bytes is null ? (null, AttestationRefusalReason.ProofMissing)
            : bytes.Length == work.ProofSize && new Digest(SHA256.HashData(bytes)) == work.ProofSha256 && PersonhoodProofFile.TryRead(bytes, out IPersonhoodProofFile? file)
                ? (file, default)
                : (null, AttestationRefusalReason.ProofInvalid);
    }
}
