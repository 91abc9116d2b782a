namespace Zkml.Hosting.Objects;

public enum ObjectKind
{
    /// <summary>Ciphertext of the vault.</summary>
    Sealed,

    /// <summary>A proof with its public values.</summary>
    Proof,
}
