namespace Zkml.Device.Keys;

/// <summary>Where a key is.</summary>
/// <param name="Library">Path of the token's PKCS#11 module.</param>
/// <param name="Token">The token's label.</param>
/// <param name="Key">The key's label.</param>
public sealed record Pkcs11Location(string Library, string Token, string Key);
