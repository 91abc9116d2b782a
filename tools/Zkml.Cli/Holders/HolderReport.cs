namespace Zkml.Cli.Holders;

/// <summary>What `zkml holder` says of a key.</summary>
/// <param name="PublicKey">Its file, JWK.</param>
/// <param name="Thumbprint">RFC 7638, base64url.</param>
public sealed record HolderReport(string PublicKey, string Thumbprint);
