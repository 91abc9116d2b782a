namespace Zkml.Statements.Device;

/// <summary>Why there is no proof for given inputs.</summary>
public enum DeviceFault
{
    None,

    /// <summary>Longer than the statement's bound.</summary>
    MessageTooLong,

    /// <summary>The message does not have the context at its place.</summary>
    ContextMissing,

    /// <summary>The signature does not verify under the key.</summary>
    BadSignature,

    /// <summary>The path does not lead from the device's leaf to the registry root.</summary>
    NotRegistered,

    /// <summary>The device's leaf says that it was revoked.</summary>
    Revoked,

    /// <summary>The commitment is not to this message with this blinding.</summary>
    WrongCommitment,
}
