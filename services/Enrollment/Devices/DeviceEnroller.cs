using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device.Certificates;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Web;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Devices;

/// <summary>Takes a device into the registry: a certificate of a known manufacturer, and a signature of its key over a challenge.</summary>
internal sealed class DeviceEnroller(
    EnrollmentDb db, ChallengeBook challenges, RegistryStore registry, DeviceRoots roots, IOptions<EnrollmentOptions> options, TimeProvider clock)
{
    public async Task<(DeviceRow? Device, ProblemHttpResult? Refusal)> EnrollAsync(DeviceEvidence evidence, CancellationToken cancel)
    {
        DeviceChainRejection rejection = DeviceChain.Validate(evidence.Chain, roots.Trust, out DeviceCertificate? certificate);
        if (rejection != DeviceChainRejection.None)
        {
            return (null, DeviceRefusals.Of(rejection));
        }

        ChallengeRow? challenge = await challenges.FindAsync(evidence.Nonce, cancel);
        ProblemHttpResult? refusal = ChallengeEndpoints.Refusal(challenges.StateOf(challenge)) ?? DeviceRefusals.Of(evidence, certificate!, challenge!.Key());
        return refusal is null ? await PublishAsync(evidence, certificate!, challenge!, cancel) : (null, refusal);
    }

    private async Task<(DeviceRow? Device, ProblemHttpResult? Refusal)> PublishAsync(
        DeviceEvidence evidence, DeviceCertificate certificate, ChallengeRow challenge, CancellationToken cancel)
    {
        DeviceRow? device = null;
        ProblemHttpResult? refusal = null;
        await registry.PublishAsync(
            db,
            async current =>
            {
                refusal = current.TryFind(certificate.PublicKey, out _) ? Problem.Conflict("device-exists", "The device's key is in the registry already.")
                    : current.Devices.Count == current.Capacity ? Problem.Conflict("registry-full", "The registry has no room for further devices.")
                    : !await challenges.TryUseAsync(challenge, cancel) ? ChallengeEndpoints.Refusal(ChallengeState.Used)
                    : null;
                device = refusal is null ? Enroll(current, evidence, certificate) : null;
                return device is not null;
            },
            cancel);
        return (device, refusal);
    }

    private DeviceRow Enroll(DeviceRegistry current, DeviceEvidence evidence, DeviceCertificate certificate)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int number = options.Value.DeviceModels.GetValueOrDefault(certificate.Model);
        uint epoch = current.Current.Number + 1;
        var device = new DeviceRow
        {
            Id = Guid.CreateVersion7(now),
            Place = current.Enroll(certificate.PublicKey, certificate.Firmware, (uint)number),
            PublicKey = certificate.PublicKey.ToArray(),
            SerialNumber = certificate.SerialNumber,
            Model = certificate.Model,
            ModelNumber = number,
            Firmware = certificate.Firmware.Value,
            CertificateSha256 = new Digest(SHA256.HashData(evidence.Chain[0])),
            CertificateExpiresAt = certificate.NotAfter,
            EnrolledAt = now,
            EnrolledEpoch = epoch,
        };
        db.Devices.Add(device);
        db.Publish(new DeviceEnrolled
        {
            EventId = Guid.CreateVersion7(now),
            OccurredAt = now,
            CorrelationId = device.Id,
            DeviceId = device.Id,
            CertificateSha256 = device.CertificateSha256,
            FromEpoch = epoch,
        });
        return device;
    }

    /// <summary>Ends a device with a new epoch. Once more changes nothing. Null when there is no such device.</summary>
    public async Task<DeviceRow?> RevokeAsync(Guid id, DeviceRevocationReason reason, CancellationToken cancel)
    {
        DeviceRow? device = null;
        await registry.PublishAsync(
            db,
            async current =>
            {
                device = await db.Devices.SingleOrDefaultAsync(row => row.Id == id, cancel);
                if (device is not { Status: DeviceStatus.Active })
                {
                    return false;
                }

                Revoke(current, device, reason);
                return true;
            },
            cancel);
        return device;
    }

    private void Revoke(DeviceRegistry current, DeviceRow device, DeviceRevocationReason reason)
    {
        DateTimeOffset now = clock.GetUtcNow();
        current.Revoke(device.Place);
        (device.RevokedEpoch, device.RevocationReason) = (current.Current.Number + 1, reason);
        db.Publish(new DeviceRevoked
        {
            EventId = Guid.CreateVersion7(now),
            OccurredAt = now,
            CorrelationId = device.Id,
            DeviceId = device.Id,
            Reason = reason,
            FromEpoch = device.RevokedEpoch.Value,
        });
    }
}
