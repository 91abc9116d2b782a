namespace Zkml.Statements.Attestations;

/// <summary>Why there is no attestation. What costs nothing to see is looked at first.</summary>
public enum AttestationRefusal
{
    None,

    /// <summary>Of parameters that the issuer does not attest to.</summary>
    UnknownStatement,

    /// <summary>The capture answered another challenge.</summary>
    Nonce,

    /// <summary>The capture was made for another holder's key.</summary>
    Holder,

    /// <summary>An epoch that the registry did not have.</summary>
    UnknownEpoch,

    /// <summary>Too many epochs behind the registry.</summary>
    StaleEpoch,

    /// <summary>Another root than the registry had in this epoch.</summary>
    RegistryRoot,

    /// <summary>The times in which the capture may have been made are too far apart, too long ago, or in the future.</summary>
    Window,

    /// <summary>Proved for an earlier firmware than asked for.</summary>
    Firmware,

    /// <summary>Proved for a lower quality than asked for.</summary>
    Quality,

    /// <summary>The proof does not verify.</summary>
    Proof,

    /// <summary>No key can sign now and stay published as long as the credential lives: for an operator to see.</summary>
    NoSigningKey,
}
