using System.Text.Json;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Statements.Attestations;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Attestations;

public sealed class AnAttestation
{
    [Fact]
    public void Of_a_capture_is_a_bundle_that_a_third_party_accepts()
    {
        Bundle bundle = House.Alice.Bundle;
        BundleVerdict verdict = House.Verify(BundleCodec.Write(bundle), new BundlePolicy
        {
            TrustedIssuers = [House.Issuer],
            TrustedIssuerKeys = [House.OldKey.PublicKey.Thumbprint(), House.NewKey.PublicKey.Thumbprint()],
            TrustedRegistryRoots = House.Registry.History.All().ToDictionary(epoch => (long)epoch.Number, epoch => epoch.Root.ToHex()),
            MinimumRegistryEpoch = 2,
        });

        Assert.Null(verdict.Reason);
        Assert.All(verdict.Checks, check => Assert.Equal(check.Name == "key_binding" ? CheckResult.NotAsked : CheckResult.Passed, check.Result));
        Assert.Contains(verdict.OnTrust, line => line.Contains(House.Alice.Nonce.ToHex(), StringComparison.Ordinal));
    }

    [Fact]
    public void Says_what_the_proof_shows_and_nothing_of_the_person()
    {
        CredentialVerdict verdict = new CredentialVerifier(new FixedClock(House.Now)).Verify(House.Alice.Attestation.Credential, new VerificationPolicy
        {
            Issuer = House.Issuer,
            IssuerKeys = House.Keys.PublishedAt(House.Now)!,
            CredentialType = House.Issuer + House.Policy.CredentialTypePath,
            StatusToken = House.Alice.Bundle.StatusToken,
        });

        Assert.Null(verdict.Reason);
        IReadOnlyDictionary<string, JsonElement> claims = verdict.Claims;
        Assert.Equal("iris", claims[ClaimNames.Modality].GetString());
        Assert.Equal(2, claims[ClaimNames.RegistryEpoch].GetInt64());
        Assert.Equal(House.Registry.Current.Root.ToHex(), claims[ClaimNames.RegistryRoot].GetString());
        Assert.Equal("2026-11-23", claims[ClaimNames.CaptureDate].GetString());
        Assert.Equal(House.DeviceClass, claims[ClaimNames.DeviceClass].GetString());
        Assert.Equal(House.Alice.Holder.PublicKey.Thumbprint(), verdict.HolderKey!.Thumbprint());
        Assert.Equal(House.Now.AddDays(30), House.Alice.Attestation.Expires);
    }

    [Fact]
    public void Is_refused_when_the_proof_is_not_the_one_that_was_asked_for()
    {
        AttestationRequest good = House.Alice.Request;
        IrisProofFile file = House.Alice.File;
        IrisPublics publics = file.Publics;
        byte[] changed = [.. file.Proof];
        changed[^1] ^= 1;

        Assert.Equal(AttestationRefusal.UnknownStatement, Refusal(good with { File = file with { Parameters = House.Parameters with { RegistryDepth = 6 } } }));
        Assert.Equal(AttestationRefusal.Nonce, Refusal(good with { Nonce = House.Bob.Nonce }));
        Assert.Equal(AttestationRefusal.Holder, Refusal(good with { HolderKey = House.Bob.Holder.PublicKey }));
        Assert.Equal(AttestationRefusal.Proof, Refusal(good with { File = file with { Proof = changed } }));
        Assert.Equal(AttestationRefusal.Proof, Refusal(good with { File = file with { Proof = House.Bob.File.Proof } }));
        Assert.Equal(AttestationRefusal.Proof, Refusal(good with { File = file with { Publics = publics with { Template = publics.RegistryRoot } } }));
        Assert.Equal(AttestationRefusal.Proof, Refusal(good with { File = file with { Publics = publics with { Shares = [publics.Template, publics.Template, publics.Template] } } }));
        Assert.Equal(AttestationRefusal.Nonce, Refusal(good with { File = file with { Publics = publics with { Nonce = IrisCase.Random() } } }));
        Assert.Equal(AttestationRefusal.Proof, Refusal(good with { File = file with { Parameters = House.Parameters with { Width = 1024 } } }));
    }

    [Fact]
    public void Is_refused_outside_of_the_policy()
    {
        DateTimeOffset late = House.Now + House.Policy.LongestDelay;
        Assert.Equal(AttestationRefusal.None, Refusal(House.Attestor(now: late)));
        Assert.Equal(AttestationRefusal.Window, Refusal(House.Attestor(now: late.AddMilliseconds(1))));
        Assert.Equal(AttestationRefusal.Window, Refusal(House.Attestor(now: House.Now.AddMinutes(-6))));
        Assert.Equal(AttestationRefusal.Window, Refusal(House.Attestor(House.Policy with { LongestWindow = TimeSpan.FromMinutes(4) })));
        Assert.Equal(AttestationRefusal.Firmware, Refusal(House.Attestor(House.Policy with { MinimumFirmware = new FirmwareVersion(1, 2, 1) })));
        Assert.Equal(AttestationRefusal.Quality, Refusal(House.Attestor(House.Policy with { QualityFloor = House.QualityFloor + 1 })));
        Assert.Equal(AttestationRefusal.NoSigningKey, Refusal(House.Attestor(House.Policy with { CredentialLifetime = TimeSpan.FromDays(121) })));
    }

    [Fact]
    public void Is_refused_once_its_epoch_is_stale_or_when_its_root_is_not_the_registrys()
    {
        Assert.Equal(AttestationRefusal.UnknownEpoch, Refusal(House.Attestor(roots: new RootHistory())));
        Assert.Equal(AttestationRefusal.RegistryRoot, Refusal(House.Attestor(roots: Roots(House.Registry.Current with { Root = IrisCase.Random() }))));
        Assert.Equal(AttestationRefusal.None, Refusal(House.Attestor(roots: Roots(House.Registry.Current, Later(3)))));
        Assert.Equal(AttestationRefusal.StaleEpoch, Refusal(House.Attestor(roots: Roots(House.Registry.Current, Later(3), Later(4)))));
        Assert.Equal(AttestationRefusal.UnknownEpoch, Refusal(House.Attestor(roots: Roots(Later(3), Later(4)))));
    }

    [Fact]
    public void Takes_an_entry_that_is_valid()
    {
        var list = new StatusList(1, 64) { [11] = (int)StatusValue.Invalid };
        Assert.Throws<ArgumentOutOfRangeException>(() => House.Attestor().Attest(House.Alice.Request, list));
    }

    private static RegistryEpoch Later(uint number) => new(number, IrisCase.Random(), 9);

    private static RootHistory Roots(params RegistryEpoch[] epochs)
    {
        var history = new RootHistory();
        Assert.All(epochs, epoch => Assert.True(history.TryAdd(epoch)));
        return history;
    }

    private static AttestationRefusal Refusal(AttestationRequest request) => House.Attestor().Attest(request, new StatusList(1, 64)).Refusal;

    private static AttestationRefusal Refusal(Attestor attestor) => attestor.Attest(House.Alice.Request, new StatusList(1, 64)).Refusal;
}
