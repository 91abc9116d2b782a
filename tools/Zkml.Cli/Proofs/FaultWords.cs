using Zkml.Statements.Face;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Proofs;

/// <summary>Why there is no proof, as the end of a sentence.</summary>
public static class FaultWords
{
    public static string Of(PersonhoodFault fault) => fault switch
    {
        PersonhoodFault.Manifest => "what was signed is no manifest of such a capture.",
        PersonhoodFault.PresentationAttack => "the device saw a presentation attack.",
        PersonhoodFault.BadSignature => "the signature is not by the device's key.",
        PersonhoodFault.NotRegistered => "the device is not in the registry with this root.",
        PersonhoodFault.NotYetEnrolled => "the device was enrolled after this epoch.",
        PersonhoodFault.Revoked => "the device is revoked.",
        PersonhoodFault.Nonce => "the capture answers another challenge.",
        PersonhoodFault.Holder => "the capture is bound to another holder's key.",
        PersonhoodFault.TooEarly => "the capture is older than --window allows.",
        PersonhoodFault.TooLate => "the capture was made later than --window allows, or the device's clock is wrong.",
        PersonhoodFault.Firmware => "the device's firmware is older than --min-firmware.",
        PersonhoodFault.ImageDigest => "the image is not the one that was signed.",
        PersonhoodFault.MaskDigest => "the mask is not the one that was signed.",
        PersonhoodFault.Quality => "the quality is below what is asked for.",
        PersonhoodFault.Alignment => "the face would be read from outside of the frame.",
        PersonhoodFault.WrongTemplate => "the commitment is not to the template of this image.",
        PersonhoodFault.WrongShares => "the commitments are not to shares of this template.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    public static string Of(FaceMatchFault fault) => fault switch
    {
        FaceMatchFault.WrongTemplate => "a template and its blinding do not open its commitment.",
        FaceMatchFault.TooFar => "the cosine of the templates is below the threshold.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
