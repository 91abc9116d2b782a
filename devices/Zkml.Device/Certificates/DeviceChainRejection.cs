namespace Zkml.Device.Certificates;

/// <summary>Why a chain of certificates is refused; the first reason found, from the root to the device.</summary>
public enum DeviceChainRejection
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>No certificate, too many, or one that is not canonical DER of an X.509 v3 certificate.</summary>
    Malformed,

    /// <summary>The issuer of the last certificate is none of the trusted roots.</summary>
    UnknownRoot,

    /// <summary>The root certifies simulated devices, which are not allowed.</summary>
    Simulator,
    NotYetValid,
    Expired,

    /// <summary>The key or the signature is of another kind than ECDSA on P-256 with SHA-256.</summary>
    Algorithm,
    Signature,

    /// <summary>The subject of one is not the issuer of the next.</summary>
    Names,

    /// <summary>An authority that is none, a device that is one, or too many authorities below one.</summary>
    BasicConstraints,
    KeyUsage,

    /// <summary>A critical extension that is not known here.</summary>
    UnknownExtension,

    /// <summary>No or a malformed model extension.</summary>
    Model,
}
