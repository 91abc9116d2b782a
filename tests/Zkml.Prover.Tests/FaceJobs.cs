using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Networks;
using Zkml.Prover.Proving;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;

namespace Zkml.Prover.Tests;

/// <summary>Jobs of faces, with a small model in the folder of models.</summary>
public sealed class FaceJobs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    private Dictionary<string, string?> Settings => new() { ["Models:Directory"] = SmallFaceModel.WriteTo(Path.Combine(_folder, "models"), 1) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_face_is_proved_with_the_model_that_its_terms_name_and_an_iris_after_it()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder, Settings);
        ProofRequested face = await SealedJob.SealFaceAsync(host.Vault), iris = await SealedJob.SealAsync(host.Vault);
        await host.PublishAsync(face, iris);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Messages.OfType<ProofCompleted>().Count() == 2));
        await ProverHost.Until(async () => await host.Vault.CountKeysAsync(default) == 0);

        ProofCompleted completed = host.Heard.Find<ProofCompleted>(face.CaptureId)!;
        Assert.Equal((face.TermsSha256, face.StatementId, face.ModelId), (completed.TermsSha256, completed.StatementId, completed.ModelId));
        Assert.True(FaceProofFile.TryRead(await host.Objects.GetAsync(ObjectKind.Proof, completed.Proof.Id, completed.Proof.Size, default), out FaceProofFile? file));
        Assert.Equal(SealedJob.Faces.Parameters, file.Parameters);
        Assert.Null(SealedJob.Faces.Check(file.Publics, file.Proof));
        Assert.Empty(completed.SealedShares);
        ProofCompleted other = host.Heard.Find<ProofCompleted>(iris.CaptureId)!;
        Assert.True(IrisProofFile.TryRead(await host.Objects.GetAsync(ObjectKind.Proof, other.Proof.Id, other.Proof.Size, default), out _));
    }

    [Fact]
    public async Task What_cannot_be_proved_is_rejected_with_its_reason_and_destroyed()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder, Settings);
        PixelModel unknown = SmallFaceModel.Model(seed: 2);
        ProofRequested image = await SealedJob.SealFaceAsync(host.Vault, spoil: bytes => bytes[^20] ^= 1);
        ProofRequested quality = await SealedJob.SealFaceAsync(host.Vault, quality: 81);
        ProofRequested size = await SealedJob.SealFaceAsync(host.Vault, side: 32);
        ProofRequested model = await SealedJob.SealFaceAsync(host.Vault, new FaceStatementVerifier(FaceParameters.Of(unknown, ProverHost.RegistryDepth), unknown));
        ProofRequested other = await SealedJob.SealFaceAsync(host.Vault) with { ModelId = Digest.Parse(unknown.Id) };
        ProofRequested statement = await SealedJob.SealFaceAsync(host.Vault) with { StatementId = Digest.Parse(unknown.Id) };
        (ProofRequested, ProofRejectionReason)[] all =
        [
            (image, ProofRejectionReason.ImageDigest), (quality, ProofRejectionReason.Quality), (size, ProofRejectionReason.CaptureMismatch),
            (model, ProofRejectionReason.UnknownModel), (other, ProofRejectionReason.UnknownModel), (statement, ProofRejectionReason.UnknownStatement),
        ];
        await host.PublishAsync([.. all.Select(a => a.Item1)]);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Messages.OfType<ProofRejected>().Count() == all.Length));
        await ProverHost.Until(async () => await host.Vault.CountKeysAsync(default) == 0);

        Assert.All(all, a => Assert.Equal(a.Item2, host.Heard.Find<ProofRejected>(a.Item1.CaptureId)!.Reason));
    }

    [Fact]
    public async Task Without_the_model_there_is_no_proof()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder);
        ProofRequested face = await SealedJob.SealFaceAsync(host.Vault);
        await host.PublishAsync(face);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Find<ProofRejected>(face.CaptureId) is not null));
        Assert.Equal(ProofRejectionReason.UnknownModel, host.Heard.Find<ProofRejected>(face.CaptureId)!.Reason);
    }

    [Fact]
    public void The_memory_of_a_proof_is_estimated_by_modality()
    {
        long face = MemoryBudget.NeededFor(SealedJob.Faces), iris = MemoryBudget.NeededFor(new IrisStatementVerifier(new IrisParameters(512, 5)));
        Assert.InRange(face, 300 << 20, 600 << 20);
        Assert.InRange(iris, 300 << 20, 600 << 20);
        Assert.NotEqual(face, iris);
    }
}
