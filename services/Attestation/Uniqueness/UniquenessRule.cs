namespace Zkml.Attestation.Uniqueness;

/// <summary>What happens when an eye that has a living attestation is captured again.</summary>
public enum UniquenessRule
{
    /// <summary>For another holder key: a new attestation, and the old one is revoked. For the same key: refused, since it has one.</summary>
    Supersede,

    /// <summary>Refused, whatever the holder key.</summary>
    Refuse,

    /// <summary>Nothing is compared and no shares are asked for.</summary>
    Off,
}
