using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Status;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Statements;
using Zkml.Statements.Attestations;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Issuing;

/// <summary>Verifies a proof against what its capture was accepted for, and signs a credential that nobody sees yet.</summary>
internal sealed class Candidates(
    IServiceScopeFactory scopes, StoredProofs proofs, IssuerPolicy policy, StatusIndexes indexes, StatusTokens statuses, ServiceKey secret, KnownStatements statements,
    TimeProvider clock)
{
    /// <returns>Null when the registry's epoch is not known yet.</returns>
    /// <exception cref="RefusedException">There will be no attestation.</exception>
    public async Task<Candidate?> MakeAsync(Case work, CancellationToken cancel)
    {
        if (work is not { TermsSha256: { } terms, HolderX: { } x, HolderY: { } y })
        {
            throw new RefusedException(AttestationRefusalReason.UnknownCapture);
        }

        (IPersonhoodProofFile? file, AttestationRefusalReason missing) = await proofs.ReadAsync(work, cancel);
        if (file is null)
        {
            throw new RefusedException(missing);
        }

        EcPublicJwk? holder = IssuerPolicy.HolderKey(x, y);
        if (holder is null || new Digest(ProofTerms.Of(file.Parameters, file.Publics).Digest().ToArray()) != terms)
        {
            throw new RefusedException(AttestationRefusalReason.OtherTerms);
        }

        (int list, int index, StatusList entries) = await PickAsync(cancel);
        var request = new AttestationRequest
        {
            File = file,
            // The terms have it: Enrollment gave it out, and took it once.
            Nonce = file.Publics.Nonce,
            HolderKey = holder,
            DeviceClass = policy.DeviceClassOf(work),
            Status = new StatusReference(statuses.AddressOf(list), index),
        };
        (Statements.Attestations.Attestation? made, AttestationRefusal refusal) = (await policy.AttestorAsync(cancel)).Attest(request, entries);
        return made is not null ? new Candidate(file, Row(work, file, made, (list, index)))
            : refusal == AttestationRefusal.UnknownEpoch ? null
            : throw (refusal == AttestationRefusal.NoSigningKey ? new InvalidOperationException("No key can sign a credential now.") : new RefusedException(Refusals.For(refusal)));
    }

    private async Task<(int List, int Index, StatusList Entries)> PickAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        (int number, int index) = await indexes.PickAsync(db, cancel);
        StatusListRow row = await db.StatusLists.AsNoTracking().SingleAsync(list => list.Number == number, cancel);
        return (number, index, await StatusTokens.ListAsync(db, row, cancel));
    }

    private IssuedAttestation Row(Case work, IPersonhoodProofFile file, Statements.Attestations.Attestation made, (int List, int Index) status)
    {
        Guid id = Guid.NewGuid();
        byte[] credential = Encoding.ASCII.GetBytes(made.Credential);
        byte[] box = secret.Seal(credential, Candidate.NameOf(id));
        CryptographicOperations.ZeroMemory(credential);
        return new IssuedAttestation
        {
            Id = id,
            CaptureId = work.CaptureId,
            HolderX = work.HolderX!.Value,
            HolderY = work.HolderY!.Value,
            StatementId = Digest.Parse(statements.Find(file.Parameters)!.StatementId),
            ProofId = work.ProofId!.Value,
            TokenSha256 = Candidate.TokenDigest(made.Credential),
            Credential = box,
            StatusList = status.List,
            StatusIndex = status.Index,
            IssuedAt = clock.GetUtcNow(),
            ExpiresAt = made.Expires,
            SharesDeleted = false,
        };
    }
}
