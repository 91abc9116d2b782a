using System.Text.Json;
using Zkml.Credentials.Verifying;

namespace Zkml.Credentials;

/// <summary>
/// The strict verifier of a credential or a presentation: it takes one form of everything, refuses with the reason of the first check that fails,
/// and says what stays on trust. It reads no network.
/// </summary>
public sealed class CredentialVerifier(TimeProvider clock)
{
    public CredentialVerdict Verify(string presentation, VerificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.ClockSkew, TimeSpan.Zero);
        var examination = new Examination(presentation, policy, clock.GetUtcNow());
        var list = new CheckList();
        list.Run("token", examination.Token);
        list.Run("signature", examination.Signature);
        list.Run("issuer", examination.Issuer);
        list.Run("type", examination.CredentialType);
        list.Run("validity", examination.Validity);
        list.Run("disclosures", examination.Disclosures);
        list.Run("claims", examination.Claims);
        list.Run("holder_key", examination.HolderKey);
        list.Run("status", examination.Status);
        list.Run("key_binding", examination.KeyBinding);
        bool accepted = list.Reason is null;
        return new CredentialVerdict
        {
            Reason = list.Reason,
            Checks = list.Checks,
            Claims = accepted ? examination.DisclosedClaims : new Dictionary<string, JsonElement>(),
            HolderKey = accepted ? examination.Holder : null,
            OnTrust = OnTrust(policy),
        };
    }

    private static List<string> OnTrust(VerificationPolicy policy)
    {
        List<string> trusted =
        [
            "The issuer checked the zero-knowledge proof before it signed; a bundle lets anyone check the proof again.",
            "The issuer's keys were obtained from the issuer.",
            "A registered capture device signs only what its sensor saw.",
            "The status is that of the moment the status token was signed.",
        ];
        if (policy.KeyBinding is null)
        {
            trusted.Add("Whoever shows the credential is its holder: no key binding was asked for.");
        }

        return trusted;
    }
}
