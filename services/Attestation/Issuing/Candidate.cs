using System.Security.Cryptography;
using System.Text;
using Zkml.Contracts;
using Zkml.Statements.Iris;

namespace Zkml.Attestation.Issuing;

/// <summary>An attestation that nothing but uniqueness speaks against, yet. It counts when its row is saved.</summary>
/// <param name="File">The proof, verified.</param>
/// <param name="Row">What will be saved.</param>
internal sealed record Candidate(IrisProofFile File, IssuedAttestation Row)
{
    /// <summary>As the credential has it.</summary>
    public Digest ProofSha256 => new(SHA256.HashData(File.Proof));

    /// <summary>The issuer's token is what stands before the first disclosure.</summary>
    public static Digest TokenDigest(string credential) => new(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Split('~', 2)[0])));

    /// <summary>Under this name the credential is encrypted.</summary>
    public static string NameOf(Guid attestation) => $"credential|{attestation:N}";
}
