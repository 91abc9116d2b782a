using System.Text.Json;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials;

/// <summary>
/// A holder's request about an own attestation, with proof of possession of the key that it is bound to: a JWT (ES256) with header {alg, typ} and payload
/// {htm, htu, iat} — method, address, time — after the fashion of DPoP (RFC 9449), but without a key, which the issuer knows. It is good for this method and
/// this address for a minute. It may be used twice in that time: nothing that it asks for changes when it is done again.
/// </summary>
public static class HolderRequest
{
    /// <summary>The HTTP header that carries it.</summary>
    public const string Header = "Zkml-Holder";

    public const int MaximumLength = 2048;

    private const string Type = "zkml-holder-request+jwt";

    public static TimeSpan MaximumAge { get; } = TimeSpan.FromMinutes(1);

    /// <param name="holder">Of the key in the credential's <c>cnf</c>.</param>
    /// <param name="method">GET or POST.</param>
    /// <param name="address">The issuer's own address with the path; no query.</param>
    /// <param name="now">The holder's clock.</param>
    public static string Sign(ITokenSigner holder, string method, string address, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(holder);
        HttpsAddress.ThrowIfNot(address);
        return SignedToken.Create(holder, Type, JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("htm", method);
            json.WriteString("htu", address);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteEndObject();
        }));
    }

    /// <summary>Whether the holder of this key asks for this, now; a clock may be off by <paramref name="skew"/>.</summary>
    public static bool Verify(string token, EcPublicJwk holder, (string Method, string Address) asked, DateTimeOffset now, TimeSpan skew)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(holder);
        return token.Length <= MaximumLength && SignedToken.Read(token, Type, namesKey: false, out SignedToken? request) == TokenFault.None
            && request!.KeyId is null && request.IsSignedBy(holder) && Matches(request.Payload, asked)
            && request.Payload.TryTime("iat", out DateTimeOffset signed) && signed <= now + skew && now - skew - MaximumAge <= signed;
    }

    private static bool Matches(JsonElement payload, (string Method, string Address) asked) =>
        payload.HasOnly("htm", "htu", "iat") && payload.TryString("htm", out string? method) && method == asked.Method
        && payload.TryString("htu", out string? address) && address == asked.Address;
}
