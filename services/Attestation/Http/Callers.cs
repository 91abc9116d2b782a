using Microsoft.Extensions.Options;
using Zkml.Attestation.Issuing;
using Zkml.Credentials;
using Zkml.Hosting.Security;

namespace Zkml.Attestation.Http;

/// <summary>Who may see an attestation: its holder, who signs the request with the key that it is bound to, and operators.</summary>
internal sealed class Callers(IOptions<AttestationOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static bool IsOperator(HttpContext context) => context.User.IsInRole(Roles.Operator);

    /// <summary>The address in a holder's request is under the issuer's configured name, whatever the request calls the host.</summary>
    public bool IsHolder(HttpContext context, IssuedAttestation attestation) =>
        context.Request.Headers[HolderRequest.Header] is [{ } token]
        && IssuerPolicy.HolderKey(attestation.HolderX, attestation.HolderY) is { } key
        && HolderRequest.Verify(token, key, (context.Request.Method, options.Value.Issuer + context.Request.Path), clock.GetUtcNow(), Skew);
}
