using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Captures;
using Zkml.Enrollment.Challenges;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Captures;

/// <summary>Why a capture is not accepted: one code for each reason.</summary>
internal static class CaptureRefusals
{
    public static readonly ProblemHttpResult Length = Problem.Of(StatusCodes.Status411LengthRequired, "length-required", "A capture is sent with its length.");

    public static readonly ProblemHttpResult TooLarge = Problem.Of(
        StatusCodes.Status413PayloadTooLarge, "capture-too-large", $"A capture has at most {CaptureBody.MaximumLength} bytes: a normalised iris, or an aligned face.");

    public static readonly ProblemHttpResult MediaType = Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, "media-type", $"A capture is sent as {CapturePackage.MediaType}, not encoded further.");

    public static readonly ProblemHttpResult Device = Problem.Malformed("device-header", "The header Zkml-Device must have the id of the device.");

    public static readonly ProblemHttpResult Statement = Problem.Unacceptable("capture-kind", "Captures of this kind, size or digest are not taken.");

    public static readonly ProblemHttpResult Faces = Problem.Unacceptable("capture-kind", "Faces are not taken here: no model of faces is configured.");

    public static readonly ProblemHttpResult Frames = Problem.Unacceptable("capture-kind", "Whole frames are not taken: the device must align the face.");

    public static readonly ProblemHttpResult Certificate = Problem.Forbidden("device-expired", "The device's certificate has expired.");

    /// <summary>For a capture that no statement is about.</summary>
    /// <param name="modality">Of the capture.</param>
    /// <param name="takesFaces">Whether other faces are taken.</param>
    public static ProblemHttpResult OfKind(CaptureModality modality, bool takesFaces) => modality switch
    {
        CaptureModality.FaceFrame => Frames,
        CaptureModality.FaceAligned when !takesFaces => Faces,
        _ => Statement,
    };

    /// <exception cref="ArgumentOutOfRangeException">It is not refused.</exception>
    public static ProblemHttpResult Of(CaptureRejection rejection) => rejection switch
    {
        CaptureRejection.Malformed => Problem.Malformed("capture-malformed", "The body is not a capture in its one encoding."),
        CaptureRejection.UnknownDevice => Problem.Forbidden("device-unknown", "The device is not in the registry."),
        CaptureRejection.RevokedDevice => Problem.Forbidden("device-revoked", "The device is revoked."),
        CaptureRejection.Nonce => ChallengeEndpoints.Refusal(ChallengeState.Unknown)!,
        CaptureRejection.None => throw new ArgumentOutOfRangeException(nameof(rejection)),
        _ => Problem.Unacceptable($"capture-{JsonNamingPolicy.KebabCaseLower.ConvertName(rejection.ToString())}", Title(rejection)),
    };

    private static string Title(CaptureRejection rejection) => rejection switch
    {
        CaptureRejection.Signature => "The signature is not by the device's key.",
        CaptureRejection.Holder => "The capture is bound to another holder's key than its challenge.",
        CaptureRejection.TooEarly => "The capture is older than its challenge.",
        CaptureRejection.TooLate => "The capture was made after its challenge expired, or the device's clock is wrong.",
        CaptureRejection.Firmware => "The device's firmware is too old.",
        CaptureRejection.Quality => "The quality of the image is too low.",
        CaptureRejection.PresentationAttack => "The device saw a presentation attack, or does not look for one as well as is asked.",
        CaptureRejection.ImageDigest => "The image is not the one that was signed.",
        _ => "The mask is not the one that was signed.",
    };
}
