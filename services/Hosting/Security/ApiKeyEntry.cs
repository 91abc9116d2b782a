namespace Zkml.Hosting.Security;

/// <summary>What is kept of an API key.</summary>
public sealed class ApiKeyEntry
{
    public string Role { get; set; } = "";

    /// <summary>64 lower-case hexadecimal digits. The secret has 256 random bits: no slow hash is needed.</summary>
    public string Sha256 { get; set; } = "";
}
