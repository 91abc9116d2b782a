using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Status;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Http;

/// <summary>Issued attestations, for requests about one of them.</summary>
internal sealed class AttestationBook(
    AttestationDb db, StoredProofs proofs, StatusTokens statuses, IssuerKeys keys, ServiceKey secret, IOptions<AttestationOptions> options, TimeProvider clock)
{
    public Task<IssuedAttestation?> FindAsync(Guid id, CancellationToken cancel) => db.Attestations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);

    public AttestationDocument Describe(IssuedAttestation row) => AttestationDocument.Of(row, CredentialOf(row), clock.GetUtcNow());

    /// <summary>With the keys and the status of now. Null when the store of proofs has lost its proof.</summary>
    public async Task<byte[]?> BundleAsync(IssuedAttestation row, CancellationToken cancel)
    {
        Case work = await db.Cases.AsNoTracking().SingleAsync(found => found.CaptureId == row.CaptureId, cancel);
        (IPersonhoodProofFile? file, _) = await proofs.ReadAsync(work, cancel);
        return file is null ? null : BundleCodec.Write(new Bundle
        {
            Credential = CredentialOf(row),
            Issuer = IssuerMetadata.WithKeys(options.Value.Issuer, await keys.PublishedAsync(cancel)),
            StatusToken = (await statuses.FindAsync(row.StatusList, cancel))!,
            Statement = new StatementProof
            {
                StatementId = row.StatementId.ToString(),
                ModelId = file.Parameters.ModelId,
                RegistryRoot = RowHash.WriteDigest(file.Publics.RegistryRoot).ToHex(),
                RegistryEpoch = file.Publics.Epoch,
                PublicValues = file.WritePublics(),
                Proof = file.Proof,
            },
        });
    }

    /// <summary>As it is afterwards; what was revoked before keeps its reason.</summary>
    public async Task<IssuedAttestation> RevokeAsync(IssuedAttestation row, AttestationRevocationReason reason, CancellationToken cancel)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await Revocation.ApplyAsync(db, row, reason, clock, cancel))
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return (await FindAsync(row.Id, cancel))!;
    }

    private string CredentialOf(IssuedAttestation row)
    {
        byte[] credential = secret.Open(row.Credential, Candidate.NameOf(row.Id));
        string text = Encoding.ASCII.GetString(credential);
        CryptographicOperations.ZeroMemory(credential);
        return text;
    }
}
