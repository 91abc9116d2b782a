using System.Text.Json;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Statements.Face;

namespace Zkml.Attestation.Tests;

/// <summary>Nothing compares faces: an issuer attests to them only when it says that it wants to.</summary>
public sealed class FacesWithoutUniqueness
{
    [Fact]
    public async Task Are_refused_with_their_reason_unless_the_policy_allows_them()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        await RefusedAsync(host, House.Face(), AttestationRefusalReason.UniquenessUnchecked);

        // What is wrong with the proof comes first.
        ProvenCapture face = House.Face();
        byte[] changed = [.. face.File.Proof];
        changed[changed.Length / 2] ^= 1;
        await RefusedAsync(host, face with { File = ((FaceProofFile)face.File) with { Proof = changed } }, AttestationRefusalReason.ProofInvalid);
        await RefusedAsync(host, House.Face(quality: 49), AttestationRefusalReason.OtherTerms);
    }

    [Fact]
    public async Task Are_attested_where_the_policy_allows_it_and_their_credential_claims_no_uniqueness()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:AttestWithoutUniqueness", "true"));
        ProvenCapture face = House.Face();
        IssuedAttestation first = await host.AttestAsync(face);
        Assert.True(first is { EnrolledAs: null, SharesDeleted: true });

        byte[] bundle = await host.Operator.GetByteArrayAsync($"/v1/attestations/{first.Id}/bundle");
        BundleVerdict verdict = new BundleVerifier(host.Clock, [House.Faces]).Verify(bundle, new BundlePolicy { TrustedIssuers = [AttestationHost.Issuer] });
        Assert.Null(verdict.Reason);
        Assert.Contains(verdict.OnTrust, line => line.Contains("Nothing shows that this face was compared", StringComparison.Ordinal));
        Assert.DoesNotContain(ClaimNames.All, name => name.Contains("unique", StringComparison.OrdinalIgnoreCase));

        using var content = new ByteArrayContent(bundle);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage answer = await host.Anyone.PostAsync("/v1/verify", content);
        JsonElement shown = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement;
        Assert.True(shown.GetProperty("accepted").GetBoolean());
        Assert.Contains("captured a face for this holder", shown.GetRawText(), StringComparison.Ordinal);
        Assert.StartsWith(
            $"statement {House.Faces.Parameters.StatementName}\nid {first.StatementId}\n", await host.Anyone.GetStringAsync($"/statements/{first.StatementId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Do_not_let_an_iris_through_without_its_shares()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:AttestWithoutUniqueness", "true"));
        await RefusedAsync(host, House.Alice with { Shares = [] }, AttestationRefusalReason.SharesMissing);
    }

    private static async Task RefusedAsync(AttestationHost host, ProvenCapture capture, AttestationRefusalReason reason)
    {
        Case work = await host.SubmitAsync(await Submission.OfAsync(host, capture));
        Assert.Equal((CaseState.Refused, reason), (work.State, work.Refusal));
    }
}
