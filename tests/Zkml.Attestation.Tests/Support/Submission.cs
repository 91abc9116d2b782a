using System.Security.Cryptography;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Vault;
using Zkml.Statements.Iris;

namespace Zkml.Attestation.Tests.Support;

/// <summary>What Enrollment and Prover say of a capture; tests change what they like before it is sent.</summary>
internal sealed record Submission(Guid CaptureId, CaptureAccepted Accepted, ProofCompleted Completed)
{
    private static readonly VaultPurpose[] Purposes = [VaultPurpose.FirstShare, VaultPurpose.SecondShare, VaultPurpose.ThirdShare];

    /// <summary>Stores proof and shares in the host, as Prover does.</summary>
    public static async Task<Submission> OfAsync(AttestationHost host, ProvenCapture capture, byte[]? proof = null, byte[][]? shares = null)
    {
        Guid captureId = Guid.CreateVersion7(), proofId = Guid.CreateVersion7();
        proof ??= capture.File.Write();
        await host.Objects.PutAsync(ObjectKind.Proof, proofId, proof, CancellationToken.None);
        var sealedShares = new List<DataRef>();
        foreach ((byte[] share, VaultPurpose purpose) in (shares ?? capture.Shares).Zip(Purposes))
        {
            sealedShares.Add(await host.Vault.SealAsync(Guid.CreateVersion7(), purpose, share, host.Clock.GetUtcNow().AddDays(1), CancellationToken.None));
        }

        return new Submission(captureId, Accept(captureId, capture, host.Clock), Complete(captureId, capture, sealedShares, host.Clock) with
        {
            Proof = new DataRef { Id = proofId, Sha256 = new Digest(SHA256.HashData(proof)), Size = proof.Length },
        });
    }

    public static RegistryEpochPublished Root(TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = Guid.CreateVersion7(),
        Epoch = House.Registry.Current.Number,
        Root = new Digest(House.Registry.Current.Root.ToArray()),
        Devices = House.Registry.Current.Count,
    };

    private static CaptureAccepted Accept(Guid captureId, ProvenCapture capture, TimeProvider clock)
    {
        (Digest x, Digest y) = Coordinates(capture.Holder);
        return new CaptureAccepted
        {
            EventId = Guid.CreateVersion7(),
            OccurredAt = clock.GetUtcNow(),
            CorrelationId = captureId,
            CaptureId = captureId,
            Modality = capture.File is IrisProofFile ? Contracts.CaptureModality.Iris : Contracts.CaptureModality.Face,
            TermsSha256 = capture.Terms,
            HolderKeyX = x,
            HolderKeyY = y,
            DeviceModel = House.DeviceModel,
            ExpiresAt = clock.GetUtcNow().AddHours(6),
        };
    }

    private static ProofCompleted Complete(Guid captureId, ProvenCapture capture, List<DataRef> shares, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = captureId,
        CaptureId = captureId,
        StatementId = Digest.Parse((House.Statements.Find(capture.File.Parameters) ?? House.Statements.Verifiers[0]).StatementId),
        ModelId = Digest.Parse(capture.File.Parameters.ModelId),
        RegistryRoot = new Digest(House.Registry.Current.Root.ToArray()),
        RegistryEpoch = House.Registry.Current.Number,
        TermsSha256 = capture.Terms,
        Proof = new DataRef { Id = Guid.NewGuid(), Sha256 = default, Size = 1 },
        SealedShares = shares,
        ProvingMilliseconds = 1,
    };

    private static (Digest X, Digest Y) Coordinates(SoftwareSigner holder)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(holder.ExportPkcs8(), out _);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return (new Digest(point.X), new Digest(point.Y));
    }
}
