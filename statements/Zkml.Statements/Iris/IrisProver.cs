using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>Makes iris proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class IrisProver(IrisStatement statement, int threads)
    : PersonhoodProver<IrisPublics, IrisSecrets>(statement.Plan, statement.Capture, statement.Parameters.Shape, threads)
{
    internal override PersonhoodFault Solve(Witness witness, Arena arena, IrisPublics publics, IrisSecrets secrets)
    {
        statement.Write(witness.Publics, publics);
        bool signed = statement.Capture.Fill(witness, arena, publics, secrets);
        int valid = IrisCodeSolver.Fill(witness, statement.Code, secrets.Pixels, secrets.Mask, publics.QualityFloor);
        if (statement.Shares is { } shares)
        {
            SecretShares secret = secrets.Shares ?? throw new ArgumentException("The shares of the template are missing.", nameof(secrets));
            shares.Fill(witness, secret.Shares, secret.Blindings);
        }

        (Bytes32 image, Bytes32 mask) = statement.Hashes.Fill(witness, arena, secrets);
        return !signed ? PersonhoodFault.BadSignature
            : image != secrets.Field(SigStructure.ImageDigest) ? PersonhoodFault.ImageDigest
            : mask != secrets.Field(SigStructure.MaskDigest) ? PersonhoodFault.MaskDigest
            : valid < publics.QualityFloor ? PersonhoodFault.Quality
            : ImageHashes.Elements(witness, arena, statement.Hashes.Commitment) != RowHash.WriteDigest(publics.Template) ? PersonhoodFault.WrongTemplate
            : !HasShares(witness, arena, publics) ? PersonhoodFault.WrongShares
            : PersonhoodFault.None;
    }

    private bool HasShares(Witness witness, Arena arena, IrisPublics publics) => Enumerable.Range(0, statement.ShareCommitments.Length)
        .All(i => ImageHashes.Elements(witness, arena, statement.Hashes.Share(i)) == RowHash.WriteDigest(publics.Shares![i]));
}
