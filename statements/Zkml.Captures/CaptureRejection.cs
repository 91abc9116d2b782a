namespace Zkml.Captures;

/// <summary>Why a capture is refused; the first reason in this order.</summary>
public enum CaptureRejection
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>Not the one encoding of a signed manifest.</summary>
    Malformed,
    UnknownDevice,
    RevokedDevice,
    Signature,

    /// <summary>Answers another challenge: a replay.</summary>
    Nonce,
    Holder,
    TooEarly,
    TooLate,
    Firmware,
    Quality,

    /// <summary>The device saw an attack, did not look, or looks less well than is asked.</summary>
    PresentationAttack,

    /// <summary>The pixels are not those that were signed.</summary>
    ImageDigest,

    /// <summary>The mask is not the one that was signed.</summary>
    MaskDigest,
}
