using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;
using Zkml.Statements.Face;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Captures;

/// <summary>Decides on a capture that came in. What it accepts is sealed, recorded and announced; what it refuses leaves nothing behind.</summary>
internal sealed class CaptureIntake(
    EnrollmentDb db, ChallengeBook challenges, RegistryStore registry, CaptureStatements statements, CaptureLedger ledger,
    IOptions<EnrollmentOptions> options, TimeProvider clock)
{
    public async Task<(CaptureRow? Capture, ProblemHttpResult? Refusal)> TakeAsync(CaptureBody body, Guid deviceId, CancellationToken cancel)
    {
        Digest digest = new(SHA256.HashData(body.Bytes));
        if (await ledger.FindAsync(digest, cancel) is { } known)
        {
            return (known, null);
        }

        if (!CapturePackage.TryRead(body.Bytes, out CapturePackage? package))
        {
            return (null, CaptureRefusals.Of(CaptureRejection.Malformed));
        }

        using (package)
        {
            (CaptureRow? Capture, ProblemHttpResult? Refusal) taken = await TakeAsync(package, digest, deviceId, cancel);

            // What refuses it may be its own acceptance by another request, since it was looked for: the challenge is used then.
            return taken.Refusal is not null && await ledger.FindAsync(digest, cancel) is { } accepted ? (accepted, null) : taken;
        }
    }

    private async Task<(CaptureRow? Capture, ProblemHttpResult? Refusal)> TakeAsync(
        CapturePackage package, Digest body, Guid deviceId, CancellationToken cancel)
    {
        CaptureManifest manifest = package.Capture.Manifest;
        if (statements.Find(manifest) is not { } statement)
        {
            return (null, CaptureRefusals.OfKind(manifest.Shape.Modality, statements.TakesFaces));
        }

        ChallengeRow? challenge = await challenges.FindAsync(manifest.Nonce.ToDigest(), cancel);
        DeviceRow? device = await db.Devices.AsNoTracking().SingleOrDefaultAsync(row => row.Id == deviceId, cancel);
        if (Refusal(package, challenge, device) is { } refusal)
        {
            return (null, refusal);
        }

        (DeviceMembership? membership, RegistryEpoch epoch) = await registry.ReadAsync(
            db, current => (current.Membership(device!.Key()), current.Current), cancel);
        if (membership is not { Attributes.Status: DeviceStatus.Active })
        {
            // Revoked since its row was read.
            return (null, CaptureRefusals.Of(CaptureRejection.RevokedDevice));
        }

        ProofTerms terms = Terms(statement, challenge!, epoch);
        using var job = new ProofJob(terms, device!.Key(), membership, package);
        return await ledger.EnterAsync(new CaptureEntry(body, device, challenge!, job, CaptureStatements.IdOf(statement)), cancel) is { } capture
            ? (capture, null)
            : (null, ChallengeEndpoints.Refusal(ChallengeState.Used));
    }

    private ProblemHttpResult? Refusal(CapturePackage package, ChallengeRow? challenge, DeviceRow? device)
    {
        if (device is null)
        {
            return CaptureRefusals.Of(CaptureRejection.UnknownDevice);
        }

        if (challenge is null)
        {
            // Not even a signature is looked at without a challenge: there is nothing it could answer.
            return CaptureRefusals.Of(device.Status == DeviceStatus.Revoked ? CaptureRejection.RevokedDevice : CaptureRejection.Nonce);
        }

        CaptureRejection rejection = CaptureCheck.Run(package.Capture.Write(), package.Pixels, package.Mask, Expected(challenge, device));
        return rejection != CaptureRejection.None ? CaptureRefusals.Of(rejection)
            : device.CertificateExpiresAt < clock.GetUtcNow() ? CaptureRefusals.Certificate
            : ChallengeEndpoints.Refusal(challenges.StateOf(challenge));
    }

    private CaptureExpectations Expected(ChallengeRow challenge, DeviceRow device) => new()
    {
        DeviceKey = device.Key(),
        DeviceStatus = device.Status,
        Nonce = challenge.Nonce.ToBytes32(),
        HolderThumbprint = challenge.Key().JwkThumbprint(),
        NotBefore = NotBefore(challenge),
        NotAfter = NotAfter(challenge),
        MinimumFirmware = MinimumFirmware is var least && least.Value < device.Firmware ? new FirmwareVersion((uint)device.Firmware) : least,
        MinimumQuality = options.Value.MinimumQuality,
        MinimumAttackLevel = options.Value.MinimumAttackLevel,
    };

    private ProofTerms Terms(PersonhoodStatementVerifier statement, ChallengeRow challenge, RegistryEpoch epoch) => new()
    {
        Parameters = statement.Parameters,
        RegistryRoot = epoch.Root,
        Epoch = epoch.Number,
        Nonce = challenge.Nonce.ToBytes32(),
        HolderThumbprint = challenge.Key().JwkThumbprint(),
        NotBefore = NotBefore(challenge),
        NotAfter = NotAfter(challenge),
        MinimumFirmware = MinimumFirmware,
        QualityFloor = statement is FaceStatementVerifier ? options.Value.MinimumQuality : options.Value.QualityFloor,
    };

    private FirmwareVersion MinimumFirmware => FirmwareVersion.TryParse(options.Value.MinimumFirmware, out FirmwareVersion least)
        ? least
        : throw new InvalidOperationException("Options are validated at start.");

    /// <summary>The window depends on the challenge alone, and so tells nothing that the nonce does not.</summary>
    private long NotBefore(ChallengeRow challenge) => (challenge.IssuedAt - options.Value.ClockSkew).ToUnixTimeMilliseconds();

    private long NotAfter(ChallengeRow challenge) => (challenge.ExpiresAt + options.Value.ClockSkew).ToUnixTimeMilliseconds();
}
