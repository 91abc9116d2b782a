using System.Security.Cryptography;
using System.Text;
using Zkml.Contracts;
using Zkml.Fields;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Issuing;

/// <summary>An attestation that nothing but uniqueness speaks against, yet. It counts when its row is saved.</summary>
/// <param name="File">The proof, verified.</param>
/// <param name="Row">What will be saved.</param>
internal sealed record Candidate(IPersonhoodProofFile File, IssuedAttestation Row)
{
    /// <summary>Whether there are matchers for this modality.</summary>
    public bool IsComparable => File is IrisProofFile;

    /// <summary>Commitments that the shares in the vault must open; null when the proof has none.</summary>
    public IReadOnlyList<KoalaBear[]>? ShareCommitments => (File as IrisProofFile)?.Publics.Shares;

    /// <summary>As the credential has it.</summary>
    public Digest ProofSha256 => new(SHA256.HashData(File.Proof));

    /// <summary>The issuer's token is what stands before the first disclosure.</summary>
    public static Digest TokenDigest(string credential) => new(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Split('~', 2)[0])));

    /// <summary>Under this name the credential is encrypted.</summary>
    public static string NameOf(Guid attestation) => $"credential|{attestation:N}";
}
