using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Roots;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Statements;
using Zkml.Statements.Attestations;

namespace Zkml.Attestation.Issuing;

/// <summary>The attestor as the service's options, its keys and the registry's roots have it now.</summary>
internal sealed class IssuerPolicy(
    PublishedRoots roots, IssuerKeys keys, KnownStatements statements, IOptions<AttestationOptions> options, TimeProvider clock)
{
    public async Task<Attestor> AttestorAsync(CancellationToken cancel)
    {
        AttestationOptions chosen = options.Value;
        (Statements.Registry.RootHistory history, uint grace) = await roots.SinceAsync(clock.GetUtcNow() - chosen.RootGrace, cancel);
        _ = FirmwareVersion.TryParse(chosen.MinimumFirmware, out FirmwareVersion firmware);
        var policy = new AttestationPolicy
        {
            Issuer = chosen.Issuer,
            CredentialLifetime = chosen.CredentialLifetime,
            StatusLifetime = chosen.StatusLifetime,
            StatusTimeToLive = chosen.StatusTimeToLive,
            EpochGrace = grace,
            LongestWindow = chosen.LongestWindow,
            LongestDelay = chosen.LongestDelay,
            MinimumFirmware = firmware,
            QualityFloor = chosen.QualityFloor,
            FaceQualityFloor = chosen.FaceQualityFloor,
        };
        return new Attestor(policy, statements, history, await keys.RingAsync(cancel), clock);
    }

    public string DeviceClassOf(Case work)
    {
        string number = work.DeviceModel.ToString(CultureInfo.InvariantCulture);
        return options.Value.DeviceClasses.GetValueOrDefault(number) ?? $"model-{number}";
    }

    /// <summary>Null when it is no key.</summary>
    public static EcPublicJwk? HolderKey(Contracts.Digest x, Contracts.Digest y)
    {
        JsonElement jwk = JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", x = Text(x), y = Text(y) });
        return EcPublicJwk.TryRead(jwk, out EcPublicJwk? key) ? key : null;

        static string Text(Contracts.Digest coordinate) => System.Buffers.Text.Base64Url.EncodeToString(coordinate.ToArray());
    }
}
