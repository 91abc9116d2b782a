using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Enrollment.Configuration;
using Zkml.FaceModels;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Enrollment.Captures;

/// <summary>Which statement will be proved of a capture: its parameters are the configuration's, but for the shape and the digests of the image.</summary>
internal sealed class CaptureStatements
{
    /// <summary>An id takes a second and 130 MB to find, more for a face, which are given back: only the id is kept, for the whole process.</summary>
    private static readonly ConcurrentDictionary<IPersonhoodParameters, Lazy<string>> Ids = [];

    private readonly PersonhoodStatementVerifier[] _known;

    /// <exception cref="OptionsValidationException">The models of faces and Enrollment:FaceModel do not fit together.</exception>
    public CaptureStatements(IOptions<EnrollmentOptions> options, ServedModels models)
    {
        EnrollmentOptions chosen = options.Value;
        _known =
        [
            .. from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
               where chosen.AcceptSha256 || digest != DigestAlgorithm.Sha256
               from statement in (PersonhoodStatementVerifier[])[.. Irises(chosen, digest), .. Faces(chosen, models, digest)]
               select statement,
        ];
        if (Problem(_known, chosen) is { } problem)
        {
            throw new OptionsValidationException(EnrollmentOptions.Section, typeof(EnrollmentOptions), [problem]);
        }
    }

    /// <summary>Whether there is a model of faces.</summary>
    public bool TakesFaces => _known.Any(statement => statement.Shape.Modality == CaptureModality.FaceAligned);

    /// <summary>Null when nothing is proved of such captures.</summary>
    public PersonhoodStatementVerifier? Find(CaptureManifest manifest) =>
        _known.FirstOrDefault(statement => statement.Shape == manifest.Shape && statement.Parameters.Digest == manifest.DigestAlgorithm);

    public static string IdOf(PersonhoodStatementVerifier statement) => Ids.GetOrAdd(
        statement.Parameters, _ => new Lazy<string>(() => statement.StatementId)).Value;

    /// <summary>Finds the ids that are asked for most before they are asked for: an iris', and a face's.</summary>
    public void Prepare()
    {
        foreach (PersonhoodStatementVerifier statement in _known.DistinctBy(statement => statement.Shape.Modality))
        {
            _ = IdOf(statement);
        }
    }

    private static IEnumerable<IrisStatementVerifier> Irises(EnrollmentOptions options, DigestAlgorithm digest) =>
        ((int[])[512, 1024]).Select(width => new IrisStatementVerifier(new IrisParameters(width, options.RegistryDepth, digest, options.Shared)));

    private static IEnumerable<FaceStatementVerifier> Faces(EnrollmentOptions options, ServedModels models, DigestAlgorithm digest) =>
        models.Statements(options.RegistryDepth)
            .Where(face => face.Parameters.Digest == digest && (options.FaceModel is null || face.ModelId == options.FaceModel));

    private static string? Problem(PersonhoodStatementVerifier[] known, EnrollmentOptions options) =>
        options.FaceModel is not null && !known.Any(statement => statement is FaceStatementVerifier)
            ? "Enrollment:FaceModel names no model of Models:Directory."
        : known.DistinctBy(statement => (statement.Shape, statement.Parameters.Digest)).Count() < known.Length
            ? $"Models:Directory has two models for faces of one size: Enrollment:FaceModel must name one of {string.Join(", ", known.OfType<FaceStatementVerifier>().Select(face => face.ModelId).Distinct())}."
        : known.FirstOrDefault(statement => CapturePackage.LengthOf(statement.Shape) > CaptureBody.MaximumLength) is { } large
            ? $"The model {large.ModelId} takes images of {large.Shape.Width} × {large.Shape.Height} pixels; a capture has at most {CaptureBody.MaximumLength} bytes."
            : null;
}
