using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Zkml.Hosting.Security;

/// <summary>Who calls: the holder of an API key, else the owner of the client certificate, else anybody.</summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory loggers, UrlEncoder encoder, KnownKeys keys,
    ClientAuthorities authorities) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public const string SchemeName = "zkml";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is { Count: > 0 } header)
        {
            return Task.FromResult(header is [{ } value] && value.StartsWith(Bearer, StringComparison.Ordinal) ? Key(value[Bearer.Length..]) : Refused());
        }

        return Task.FromResult(Context.Connection.ClientCertificate is { } certificate ? Certificate(certificate) : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private AuthenticateResult Key(string key) => keys.Find(key) is ({ } id, { } role) ? Caller($"key:{id}", role) : Refused();

    private AuthenticateResult Certificate(X509Certificate2 certificate) =>
        authorities.RoleOf(certificate) is { } role ? Caller($"certificate:{certificate.GetCertHashString(HashAlgorithmName.SHA256)}", role) : Refused();

    private AuthenticateResult Caller(string name, string role)
    {
        ClaimsIdentity identity = new([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private static AuthenticateResult Refused() => AuthenticateResult.Fail("Not a known key or certificate.");
}
