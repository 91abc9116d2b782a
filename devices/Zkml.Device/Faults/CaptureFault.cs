namespace Zkml.Device.Faults;

/// <summary>What can be wrong with a capture; <see cref="FaultyDevice"/> makes each.</summary>
public enum CaptureFault
{
    None,

    /// <summary>A good capture that answers an earlier challenge.</summary>
    ReplayedNonce,

    /// <summary>Bound to another holder's key.</summary>
    WrongHolder,

    /// <summary>Signed by a key that is not the registered one.</summary>
    WrongKey,

    /// <summary>Good, but the registry says that the device is revoked.</summary>
    RevokedDevice,

    /// <summary>Good, but the registry does not know the device.</summary>
    UnknownDevice,

    /// <summary>Signed by firmware below the floor.</summary>
    OldFirmware,

    /// <summary>Captured before the window.</summary>
    ExpiredTime,

    /// <summary>Captured after the window: a clock that runs ahead.</summary>
    FutureTime,

    /// <summary>Good, but other pixels come with it.</summary>
    SwappedImage,

    /// <summary>Good, but another mask comes with it.</summary>
    SwappedMask,

    /// <summary>The device signed a digest that is not the image's.</summary>
    BadImageDigest,

    /// <summary>The device signed a digest that is not the mask's.</summary>
    BadMaskDigest,

    /// <summary>One bit of the signature differs.</summary>
    BadSignature,

    /// <summary>The file ends early.</summary>
    TruncatedFile,

    /// <summary>A byte follows the file.</summary>
    TrailingByte,

    /// <summary>The reserved bytes of a signed manifest are not zero.</summary>
    MalformedManifest,

    /// <summary>The device says that the image is bad.</summary>
    LowQuality,

    /// <summary>The device says that it saw an attack.</summary>
    Attack,
}
