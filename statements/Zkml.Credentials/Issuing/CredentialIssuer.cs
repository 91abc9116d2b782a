using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials;

/// <summary>Signs credentials as SD-JWT VC: RFC 9901 with the claims and the header of the SD-JWT VC draft and of HAIP.</summary>
public static class CredentialIssuer
{
    internal const string Type = "dc+sd-jwt";

    // Digests of nothing fill up to this many, so that their number does not tell whether a claim is missing.
    private const int Digests = 12;

    /// <returns>The credential with all its disclosures, for its holder only.</returns>
    public static string Issue(PersonhoodCredential credential, ITokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(signer);
        Check(credential, signer);
        Disclosure[] disclosures = [.. from claim in credential.Claims.Values() select Disclosure.Create(claim.Name, claim.Value)];
        byte[] payload = JsonText.Write(json => WritePayload(json, credential, disclosures));
        return new SdJwtText(SignedToken.Create(signer, Type, payload), [.. from disclosure in disclosures select disclosure.Encoded], "").Bound;
    }

    private static void WritePayload(Utf8JsonWriter json, PersonhoodCredential credential, Disclosure[] disclosures)
    {
        json.WriteStartObject();
        json.WriteString("iss", credential.Issuer);
        json.WriteNumber("iat", credential.IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("nbf", credential.NotBefore.ToUnixTimeSeconds());
        json.WriteNumber("exp", credential.Expires.ToUnixTimeSeconds());
        json.WriteString("vct", credential.CredentialType);
        if (credential.CredentialTypeIntegrity is string integrity)
        {
            json.WriteString("vct#integrity", integrity);
        }

        json.WriteStartObject("cnf");
        json.WritePropertyName("jwk");
        credential.HolderKey.WriteTo(json);
        json.WriteEndObject();
        json.WriteStartObject("status");
        json.WriteStartObject("status_list");
        json.WriteNumber("idx", credential.Status.Index);
        json.WriteString("uri", credential.Status.Uri);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("_sd_alg", "sha-256");
        json.WriteStartArray("_sd");
        foreach (string digest in SortedDigests(disclosures))
        {
            json.WriteStringValue(digest);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Sorted, so that the order says nothing of which claim a digest stands for.</summary>
    private static IEnumerable<string> SortedDigests(Disclosure[] disclosures)
    {
        IEnumerable<string> decoys =
            from _ in Enumerable.Range(0, Digests - disclosures.Length) select Base64UrlText.Encode(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
        return disclosures.Select(disclosure => disclosure.Digest).Concat(decoys).Order(StringComparer.Ordinal);
    }

    private static void Check(PersonhoodCredential credential, ITokenSigner signer)
    {
        HttpsAddress.ThrowIfNot(credential.Issuer);
        HttpsAddress.ThrowIfNot(credential.CredentialType);
        HttpsAddress.ThrowIfNot(credential.Status.Uri);
        ArgumentOutOfRangeException.ThrowIfNegative(credential.Status.Index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(credential.NotBefore, credential.Expires);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(credential.IssuedAt, credential.Expires);
        ArgumentNullException.ThrowIfNull(signer.PublicKey.KeyId, nameof(signer));
        foreach ((string name, JsonElement value) in credential.Claims.Values())
        {
            if (!ClaimRules.IsWellFormed(name, value))
            {
                throw new ArgumentException($"The claim {name} has not its form.", nameof(credential));
            }
        }
    }
}
