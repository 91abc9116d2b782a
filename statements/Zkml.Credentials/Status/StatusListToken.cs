using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials;

/// <summary>A status list, signed (Token Status List, section 5.1): the answer of the list's address, as <c>application/statuslist+jwt</c>.</summary>
public sealed record StatusListToken
{
    public const string MediaType = "application/statuslist+jwt";

    /// <summary>The largest list, when nothing of it can be compressed: 1.4 million characters of base64url, 1.9 million once more inside the token.</summary>
    internal const int MaximumLength = 2 * 1024 * 1024;

    internal const string Type = "statuslist+jwt";

    /// <summary>The list's own address, which credentials name.</summary>
    public required string Uri { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>How long a copy may be kept before a fresh one is fetched; whole seconds.</summary>
    public required TimeSpan TimeToLive { get; init; }

    public required StatusList List { get; init; }

    public string Sign(ITokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(IssuedAt, Expires);
        ArgumentOutOfRangeException.ThrowIfLessThan(TimeToLive, TimeSpan.FromSeconds(1));
        return SignedToken.Create(signer, Type, JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("sub", Uri);
            json.WriteNumber("iat", IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp", Expires.ToUnixTimeSeconds());
            json.WriteNumber("ttl", (long)TimeToLive.TotalSeconds);
            json.WritePropertyName("status_list");
            List.WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
