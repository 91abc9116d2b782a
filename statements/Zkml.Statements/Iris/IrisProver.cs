using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>Makes iris proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class IrisProver : IDisposable
{
    private readonly IrisStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public IrisProver(IrisStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

    /// <returns>The proof, or the first fault found in the inputs; nothing is proved then.</returns>
    /// <exception cref="ArgumentException">Pixels are of another size than the statement's, or the public values are not usable.</exception>
    public (byte[]? Proof, PersonhoodFault Fault) Prove(IrisPublics publics, IrisSecrets secrets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secrets.Pixels.Length, _statement.Parameters.Pixels, nameof(secrets));
        PersonhoodFault fault = _statement.Capture.Examine(publics, secrets);
        if (fault != PersonhoodFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_statement.Plan.Statement, _arena);
        fault = Solve(witness, _arena, publics, secrets);
        return fault == PersonhoodFault.None ? (_prover.Prove(_statement.Plan, witness), fault) : (null, fault);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills the whole witness, whatever is wrong with the inputs; returns what makes it unsatisfying, of the things seen here.</summary>
    internal PersonhoodFault Solve(Witness witness, Arena arena, IrisPublics publics, IrisSecrets secrets)
    {
        _statement.Write(witness.Publics, publics);
        bool signed = _statement.Capture.Fill(witness, arena, publics, secrets);
        int valid = IrisCodeSolver.Fill(witness, _statement.Code, secrets.Pixels, secrets.Mask, publics.QualityFloor);
        if (_statement.Shares is { } shares)
        {
            SecretShares secret = secrets.Shares ?? throw new ArgumentException("The shares of the template are missing.", nameof(secrets));
            shares.Fill(witness, secret.Shares, secret.Blindings);
        }

        (Bytes32 image, Bytes32 mask) = _statement.Hashes.Fill(witness, arena, secrets);
        return !signed ? PersonhoodFault.BadSignature
            : image != secrets.Field(SigStructure.ImageDigest) ? PersonhoodFault.ImageDigest
            : mask != secrets.Field(SigStructure.MaskDigest) ? PersonhoodFault.MaskDigest
            : valid < publics.QualityFloor ? PersonhoodFault.Quality
            : ImageHashes.Elements(witness, arena, _statement.Hashes.Commitment) != RowHash.WriteDigest(publics.Template) ? PersonhoodFault.WrongTemplate
            : !HasShares(witness, arena, publics) ? PersonhoodFault.WrongShares
            : PersonhoodFault.None;
    }

    private bool HasShares(Witness witness, Arena arena, IrisPublics publics) => Enumerable.Range(0, _statement.ShareCommitments.Length)
        .All(i => ImageHashes.Elements(witness, arena, _statement.Hashes.Share(i)) == RowHash.WriteDigest(publics.Shares![i]));
}
