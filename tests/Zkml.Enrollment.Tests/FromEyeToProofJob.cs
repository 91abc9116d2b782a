using System.Text.Json;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device;
using Zkml.Enrollment.Storage;
using Zkml.Enrollment.Tests.Support;
using Zkml.Hosting.Vault;
using Zkml.Imaging;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;

namespace Zkml.Enrollment.Tests;

public sealed class FromEyeToProofJob(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task A_capture_of_a_registered_device_becomes_a_job_that_has_all_a_prover_needs()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host);
        byte[] file = Photograph(device, challenge);

        HttpResponseMessage response = await device.SubmitAsync(_host, file);
        Guid id = (await response.JsonAsync(202)).GetProperty("id").GetGuid();
        ProofRequested request = await _host.Prover.WaitAsync<ProofRequested>(id);
        using VaultSecret? secret = await _host.Vault.OpenAsync(request.Capture.Id, VaultPurpose.Capture, CancellationToken.None);

        Assert.Equal($"/v1/captures/{id}", response.Headers.Location?.ToString());
        Assert.Equal(id, request.Capture.Id);
        Assert.True(ProofJob.TryRead(secret!.Bytes, out ProofJob? job));
        Assert.Equal(file, job.Package.Write());
        Assert.Equal(request.TermsSha256, job.Terms.Digest().ToDigest());
        Assert.Equal(job.Terms.RegistryRoot, RowHash.WriteDigest(job.Membership.Root(device.Key.PublicKey.ToArray())));
        Assert.Equal((challenge.Nonce, challenge.Holder.JwkThumbprint()), (job.Terms.Nonce, job.Terms.HolderThumbprint));
        IrisParameters parameters = Assert.IsType<IrisParameters>(job.Terms.Parameters);
        Assert.Equal(new IrisParameters(512, 10, Shared: true), parameters);
        Assert.Equal(new IrisStatementVerifier(parameters).StatementId, request.StatementId.ToString());
        Assert.Equal((job.Terms.Epoch, job.Terms.RegistryRoot.ToDigest()), ((uint)request.RegistryEpoch, request.RegistryRoot));
        job.Dispose();
    }

    [Fact]
    public async Task Attestation_is_told_the_terms_the_holder_and_the_kind_of_device()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host);
        Guid id = (await (await device.SubmitAsync(_host, device.Capture(challenge))).JsonAsync(202)).GetProperty("id").GetGuid();

        CaptureAccepted accepted = await _host.Prover.WaitAsync<CaptureAccepted>(id);

        Assert.Equal((await _host.Prover.WaitAsync<ProofRequested>(id)).TermsSha256, accepted.TermsSha256);
        Assert.Equal((challenge.Holder.X.ToDigest(), challenge.Holder.Y.ToDigest()), (accepted.HolderKeyX, accepted.HolderKeyY));
        Assert.Equal(7, accepted.DeviceModel);
    }

    [Fact]
    public async Task A_new_capture_is_found_as_accepted()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);

        JsonElement document = await (await _host.Operator.GetAsync($"/v1/captures/{id}")).JsonAsync();

        Assert.Equal("accepted", document.GetProperty("state").GetString());
        Assert.Equal(id, document.GetProperty("id").GetGuid());
        Assert.True(document.GetProperty("expiresAt").GetDateTimeOffset() > document.GetProperty("acceptedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Nothing_of_the_image_is_in_the_folder_the_log_or_a_message()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        byte[] pixels = Sightings.Noise(99).Pixels.ToArray();
        byte[] file = device.Capture(await TestDevice.ChallengeAsync(_host), Sightings.Noise(99));
        Guid id = (await (await device.SubmitAsync(_host, file)).JsonAsync(202)).GetProperty("id").GetGuid();
        await _host.Prover.WaitAsync<ProofRequested>(id);

        byte[] canary = pixels[1000..1024];
        Assert.Empty(Integration.Support.Traces.Find(one.Folder, canary));
        Assert.False(Integration.Support.Traces.In(System.Text.Encoding.UTF8.GetBytes(_host.Log), canary));
    }

    private static byte[] Photograph(TestDevice device, TestChallenge challenge)
    {
        var simulator = new EyeSimulator(new CaptureDevice(device.Key, Manufacturer.Firmware, TimeProvider.System), new IrisCamera(512))
        {
            Verdict = AttackVerdict.BonaFide,
            Level = AttackLevel.Two,
        };
        using GreyImage eye = new SyntheticEye(3, 4).Draw();
        var asked = new Challenge(challenge.Nonce, challenge.Holder.JwkThumbprint());
        Assert.True(simulator.TryCapture(eye, asked, DigestAlgorithm.Poseidon2KoalaBear, out EyeCapture? capture, out string? reason), reason);
        using (capture)
        {
            return CapturePackage.Of(capture.Signed, capture.Pixels.Span, capture.PackedMask()).Write();
        }
    }
}
