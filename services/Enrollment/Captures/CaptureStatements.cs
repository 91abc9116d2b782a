using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Enrollment.Configuration;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Captures;

/// <summary>Which statement will be proved of a capture: its parameters are the configuration's, but for the shape and the digests of the image.</summary>
internal sealed class CaptureStatements(IOptions<EnrollmentOptions> options)
{
    /// <summary>An id takes a second and 130 MB to find, which are given back: only the id is kept, for the whole process.</summary>
    private static readonly ConcurrentDictionary<IrisParameters, Lazy<string>> Ids = [];

    private readonly IrisParameters[] _known =
    [
        .. from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
           where options.Value.AcceptSha256 || digest != DigestAlgorithm.Sha256
           from width in (int[])[512, 1024]
           select new IrisParameters(width, options.Value.RegistryDepth, digest, options.Value.Shared),
    ];

    /// <summary>Null when nothing is proved of such captures.</summary>
    public IrisParameters? Find(CapturePackage package) => _known.FirstOrDefault(parameters => ProofJob.Fits(parameters, package));

    public static string IdOf(IrisParameters parameters) => Ids.GetOrAdd(
        parameters, key => new Lazy<string>(() => new IrisStatementVerifier(key).StatementId)).Value;

    /// <summary>Finds the id that is asked for most before it is asked for.</summary>
    public void Prepare() => _ = IdOf(_known[0]);
}
