namespace Zkml.Hosting.Vault;

/// <summary>What a secret is for. Part of what is authenticated: a share does not open as a capture.</summary>
public enum VaultPurpose
{
    /// <summary>Pixels, mask and signed manifest, for the prover.</summary>
    Capture,

    /// <summary>Shares of a template, for the first, second and third matcher.</summary>
    FirstShare,
    SecondShare,
    ThirdShare,
}
