using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device;
using Zkml.Enrollment.Storage;
using Zkml.Enrollment.Tests.Support;
using Zkml.Hosting.Vault;
using Zkml.Statements.Face;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Tests;

/// <summary>Modality and size of the signed image choose the statement, among those that are configured.</summary>
public sealed class FacesByTheirImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_aligned_face_of_a_models_size_becomes_a_job_for_that_model()
    {
        await using EnrollmentHost host = await StartAsync(SmallFaceModel.WriteTo(_folder.File("models"), 1));
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        byte[] file = device.Capture(await TestDevice.ChallengeAsync(host), Face(ImageShape.Face(SmallFaceModel.Side, SmallFaceModel.Side)));
        Guid id = (await (await device.SubmitAsync(host, file)).JsonAsync(202)).GetProperty("id").GetGuid();
        ProofRequested request = await host.Prover.WaitAsync<ProofRequested>(id);
        using VaultSecret? secret = await host.Vault.OpenAsync(request.Capture.Id, VaultPurpose.Capture, CancellationToken.None);

        Assert.True(ProofJob.TryRead(secret!.Bytes, out ProofJob? job));
        using (job)
        {
            var parameters = FaceParameters.Of(SmallFaceModel.Model(), job.Terms.Parameters.RegistryDepth);
            Assert.Equal(parameters, job.Terms.Parameters);
            Assert.Equal(50, job.Terms.QualityFloor);
            Assert.Equal(file, job.Package.Write());
            Assert.Equal(request.TermsSha256, job.Terms.Digest().ToDigest());
            Assert.Equal(parameters.ModelId, request.ModelId.ToString());
            Assert.Equal(new FaceStatementVerifier(parameters, SmallFaceModel.Model()).StatementId, request.StatementId.ToString());
        }

        Assert.Equal(Contracts.CaptureModality.Face, request.Modality);
        Assert.Equal(Contracts.CaptureModality.Face, (await host.Prover.WaitAsync<CaptureAccepted>(id)).Modality);
    }

    [Fact]
    public async Task What_no_model_takes_is_refused_and_irises_are_taken_as_before()
    {
        await using EnrollmentHost host = await StartAsync(SmallFaceModel.WriteTo(_folder.File("models"), 1));
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        await RefusedAsync(host, device, ImageShape.Face(112, 112), "of this kind, size or digest");
        await RefusedAsync(host, device, ImageShape.Frame(SmallFaceModel.Side, SmallFaceModel.Side), "must align the face");
        await (await device.SubmitAsync(host, device.Capture(await TestDevice.ChallengeAsync(host)))).JsonAsync(202);
    }

    [Fact]
    public async Task Without_a_model_no_face_is_taken()
    {
        await using EnrollmentHost host = await StartAsync(null);
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        await RefusedAsync(host, device, ImageShape.Face(112, 112), "no model of faces is configured");
    }

    [Fact]
    public async Task Two_models_of_one_size_need_a_choice()
    {
        string models = SmallFaceModel.WriteTo(_folder.File("models"), 1, 2), second = SmallFaceModel.Model(seed: 2).Id;
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(models));
        Assert.Contains(second, refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(models, ("Enrollment:FaceModel", new string('0', 64))));

        await using EnrollmentHost host = await StartAsync(models, ("Enrollment:FaceModel", second));
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        byte[] file = device.Capture(await TestDevice.ChallengeAsync(host), Face(ImageShape.Face(SmallFaceModel.Side, SmallFaceModel.Side)));
        Guid id = (await (await device.SubmitAsync(host, file)).JsonAsync(202)).GetProperty("id").GetGuid();
        Assert.Equal(second, (await host.Prover.WaitAsync<ProofRequested>(id)).ModelId.ToString());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_has_no_model_that_can_be_proved_keeps_the_service_from_starting()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(_folder.File("nowhere")));
        string models = SmallFaceModel.WriteTo(_folder.File("models"));
        File.WriteAllBytes(Path.Combine(models, "broken.onnx"), SmallFaceModel.File()[..^9]);
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(models));
        SmallFaceModel.WriteTo(models, 1);
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(models, ("Models:Scale", "7")));
        File.WriteAllBytes(Path.Combine(models, "large.onnx"), SmallFaceModel.File(provable: false));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(models));
        Assert.Contains("cannot be proved", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<EnrollmentHost> StartAsync(string? models, params (string, string?)[] more) => EnrollmentHost.StartAsync(_folder, [("Models:Directory", models), .. more]);

    private static async Task RefusedAsync(EnrollmentHost host, TestDevice device, ImageShape shape, string words)
    {
        HttpResponseMessage answer = await device.SubmitAsync(host, device.Capture(await TestDevice.ChallengeAsync(host), Face(shape)));
        string text = await answer.Content.ReadAsStringAsync();
        await answer.AssertProblemAsync(422, "capture-kind");
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    private static Sighting Face(ImageShape shape) => new()
    {
        Shape = shape,
        Pixels = new byte[shape.PixelsLength],
        Mask = default,
        Quality = 80,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
    };
}
