namespace Zkml.Gadgets.P256;

/// <summary>Why there is no witness for a signature.</summary>
public enum EcdsaFault
{
    /// <summary>The signature is valid.</summary>
    None,

    /// <summary>r or s is 0 or not below n.</summary>
    SignatureOutOfRange,

    /// <summary>A coordinate is not below p, or the point is not on the curve.</summary>
    KeyNotOnCurve,

    /// <summary>u1·G + u2·Q is the point at infinity.</summary>
    PointAtInfinity,

    /// <summary>The x-coordinate is not r: another key, another digest, or a forgery.</summary>
    OtherSigner,

    /// <summary>The signature is valid but none of the public start points avoids an exceptional addition; probability below 2^-300.</summary>
    NoStartPoint,
}
