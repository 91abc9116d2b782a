using System.Text.Json;
using Zkml.Credentials.Verifying;

namespace Zkml.Credentials;

/// <summary>
/// The strict verifier of a credential or a presentation: it takes one form of everything, refuses with the reason of the first check that fails,
/// and says what stays on trust. It reads no network.
/// </summary>
public sealed class CredentialVerifier(TimeProvider clock)
{
    private const string KeyBinding = "key_binding";

    /// <summary>In their order; the verifier for Node has the same.</summary>
    private static readonly (string Name, Func<Examination, string?> Check)[] Steps =
    [
        ("token", examination => examination.Token()),
        ("signature", examination => examination.Signature()),
        ("issuer", examination => examination.Issuer()),
        ("type", examination => examination.CredentialType()),
        ("validity", examination => examination.Validity()),
        ("disclosures", examination => examination.Disclosures()),
        ("claims", examination => examination.Claims()),
        ("holder_key", examination => examination.HolderKey()),
        ("status", examination => examination.Status()),
        (KeyBinding, examination => examination.KeyBinding()),
    ];

    public CredentialVerdict Verify(string presentation, VerificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.ClockSkew, TimeSpan.Zero);
        var examination = new Examination(presentation, policy, clock.GetUtcNow());
        var list = new CheckList();
        foreach ((string name, Func<Examination, string?> check) in Steps)
        {
            if (name == KeyBinding && list.Reason is null && policy.KeyBinding is null && !examination.HasKeyBinding)
            {
                list.Skip(name);
            }
            else
            {
                list.Run(name, () => check(examination));
            }
        }

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

    /// <summary>The checks for a credential that nobody comes to look at.</summary>
    internal static void Skip(CheckList list)
    {
        foreach ((string name, _) in Steps)
        {
            list.Run(name, () => null);
        }
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
