using Zkml.Credentials;

namespace Zkml.Statements.Attestations;

/// <summary>What an issuer hands out for a proof.</summary>
/// <param name="Credential">With all its disclosures: for the holder only.</param>
/// <param name="Bundle">The same with all that a third party needs to check it.</param>
/// <param name="Expires">When the credential does.</param>
public sealed record Attestation(string Credential, Bundle Bundle, DateTimeOffset Expires);
