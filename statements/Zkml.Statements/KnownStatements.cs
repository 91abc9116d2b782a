using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Models.Iris;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements;

/// <summary>
/// The statements that a verifier knows, by their parameters: whatever else a bundle names is refused. Each is built when it is first compared with an
/// id, in this order, and kept.
/// </summary>
public sealed class KnownStatements
{
    /// <param name="iris">Without repetition; the most frequent first.</param>
    /// <param name="faces">Likewise; a face statement needs its model's file.</param>
    public KnownStatements(IEnumerable<IrisParameters> iris, params IEnumerable<FaceStatementVerifier> faces)
    {
        Verifiers = [.. iris.Select(parameters => new IrisStatementVerifier(parameters))];
        Faces = [.. faces];
        All = [.. Faces, .. Verifiers];
    }

    /// <summary>All iris statements of a registry of 2^20.</summary>
    public static KnownStatements Default { get; } = OfDepth(20);

    /// <summary>Of irises.</summary>
    public IReadOnlyList<IrisStatementVerifier> Verifiers { get; }

    public IReadOnlyList<FaceStatementVerifier> Faces { get; }

    /// <summary>For a <see cref="BundleVerifier"/>. Faces first: there are few of them, for who has the model.</summary>
    public IReadOnlyList<PersonhoodStatementVerifier> All { get; }

    /// <summary>All iris statements of a registry of 2^depth.</summary>
    public static KnownStatements OfDepth(int depth, params IEnumerable<FaceStatementVerifier> faces) => new(
        from rule in (MaskRule[])[MaskRule.Simple, MaskRule.OpenIris]
        from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
        from width in (int[])[512, 1024]
        from shared in (bool[])[false, true]
        select new IrisParameters(width, depth, digest, shared, rule),
        faces);

    /// <summary>Null when it is none of these; no statement is built.</summary>
    public IrisStatementVerifier? Find(IrisParameters parameters) => Verifiers.FirstOrDefault(verifier => verifier.Parameters == parameters);

    /// <summary>Null when it is none of these; no statement is built.</summary>
    public PersonhoodStatementVerifier? Find(IPersonhoodParameters parameters) => All.FirstOrDefault(verifier => verifier.Parameters.Equals(parameters));

    /// <summary>Null when it is none of these, which is known when all are built.</summary>
    public PersonhoodStatementVerifier? Find(string statementId) => All.FirstOrDefault(verifier => verifier.StatementId == statementId);
}
