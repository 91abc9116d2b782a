using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Enrollment.Configuration;
using Zkml.Statements;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Captures;

/// <summary>Which statement will be proved of a capture: its parameters are the configuration's, but for the shape and the digests of the image.</summary>
internal sealed class CaptureStatements
{
    private readonly KnownStatements _known;

    public CaptureStatements(IOptions<EnrollmentOptions> options) => _known = new KnownStatements(
        from digest in options.Value.AcceptSha256 ? (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256] : [DigestAlgorithm.Poseidon2KoalaBear]
        from width in (int[])[512, 1024]
        select new IrisParameters(width, options.Value.RegistryDepth, digest, options.Value.Shared));

    /// <summary>Null when nothing is proved of such captures.</summary>
    public IrisStatementVerifier? Find(CapturePackage package) => _known.Verifiers.FirstOrDefault(known => ProofJob.Fits(known.Parameters, package));

    /// <summary>Builds the statement that is asked for most: its id is part of every request for a proof.</summary>
    public void Prepare() => _ = _known.Verifiers[0].StatementId;
}
