namespace Zkml.Statements.Personhood;

/// <summary>Why there is no proof of personhood for given inputs.</summary>
public enum PersonhoodFault
{
    None,

    /// <summary>The signed bytes are no Sig_structure of a manifest of this modality, size and digest algorithm.</summary>
    Manifest,

    /// <summary>The device saw a presentation attack.</summary>
    PresentationAttack,

    /// <summary>The signature does not verify under the device key.</summary>
    BadSignature,

    /// <summary>The path does not lead from the device's leaf to the registry root.</summary>
    NotRegistered,

    /// <summary>Enrolled after the epoch.</summary>
    NotYetEnrolled,

    /// <summary>Revoked in or before the epoch, or in the epoch of the root.</summary>
    Revoked,

    /// <summary>The device answered another challenge.</summary>
    Nonce,

    /// <summary>Captured for another holder.</summary>
    Holder,
    TooEarly,
    TooLate,
    Firmware,

    /// <summary>The pixels are not those the device signed.</summary>
    ImageDigest,

    /// <summary>The mask of an iris is not the one the device signed.</summary>
    MaskDigest,

    /// <summary>Fewer valid bits of an iris, or a lower quality of a face, than asked for.</summary>
    Quality,

    /// <summary>The face would be read from outside of the frame.</summary>
    Alignment,

    /// <summary>The commitment is not to this image's template with this blinding.</summary>
    WrongTemplate,

    /// <summary>The commitments to the shares of an iris are not to shares of this template with these blindings.</summary>
    WrongShares,
}
