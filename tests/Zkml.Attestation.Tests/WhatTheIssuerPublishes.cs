using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;
using Zkml.Credentials;

namespace Zkml.Attestation.Tests;

public sealed class WhatTheIssuerPublishes(OneHost one) : IClassFixture<OneHost>
{
    [Theory]
    [InlineData("/.well-known/jwt-vc-issuer", "application/json")]
    [InlineData("/jwks", "application/json")]
    [InlineData("/vct/proof-of-personhood/1", "application/json")]
    [InlineData("/statuslists/1", "application/statuslist+jwt")]
    public async Task Any_page_may_read_it_and_keep_it_for_a_while(string path, string type)
    {
        HttpResponseMessage answer = await one.Host.Anyone.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.True(answer.Headers.CacheControl!.Public);
        Assert.True(answer.Headers.CacheControl.MaxAge > TimeSpan.FromMinutes(5));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task The_documents_name_the_issuer_and_each_other()
    {
        Assert.True(IssuerMetadata.TryRead(await one.Host.Anyone.GetByteArrayAsync("/.well-known/jwt-vc-issuer"), out IssuerMetadata? metadata));
        Assert.Equal((AttestationHost.Issuer, AttestationHost.Issuer + "/jwks"), (metadata.Issuer, metadata.KeysAddress));
        using var type = JsonDocument.Parse(await one.Host.Anyone.GetStringAsync("/vct/proof-of-personhood/1"));
        Assert.Equal(AttestationHost.Issuer + "/vct/proof-of-personhood/1", type.RootElement.GetProperty("vct").GetString());
    }

    [Fact]
    public async Task A_statement_by_its_digest_and_a_model_by_its_own()
    {
        string text = await one.Host.Anyone.GetStringAsync($"/statements/{one.Alice.StatementId}");
        Assert.Contains(House.Parameters.StatementName, text, StringComparison.Ordinal);
        Assert.Contains(House.Parameters.ModelId, text, StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("iris.onnx"), [1, 2, 3]);
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:ModelFolder", folder.Path));
        Assert.Equal([1, 2, 3], await host.Anyone.GetByteArrayAsync("/models/039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
        foreach (string path in (string[])["/models/iris.onnx", "/models/..%2firis.onnx", $"/models/{new string('0', 64)}", "/models/039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81"])
        {
            await Answers.IsProblemAsync(404, await host.Anyone.GetAsync(path));
        }
    }

    [Theory]
    [InlineData("/statuslists/2", 404)]
    [InlineData("/statuslists/0", 404)]
    [InlineData("/statuslists/-1", 404)]
    [InlineData("/statuslists/1e3", 404)]
    [InlineData("/statuslists/99999999999999999999", 404)]
    [InlineData("/statuslists/1?time=1700000000", 501)]
    [InlineData("/statements/abc", 404)]
    [InlineData("/statements/0000000000000000000000000000000000000000000000000000000000000000", 404)]
    [InlineData("/vct/proof-of-personhood/2", 404)]
    [InlineData("/.well-known/jwt-vc-issuer/other", 404)]
    public async Task What_there_is_not_is_a_problem_document(string path, int status) => await Answers.IsProblemAsync(status, await one.Host.Anyone.GetAsync(path));

    [Fact]
    public async Task A_description_of_the_interface()
    {
        using var document = JsonDocument.Parse(await one.Host.Anyone.GetStringAsync("/openapi/attestation.json"));
        string[] paths = [.. document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)];
        Assert.Contains("/v1/verify", paths);
        Assert.Contains("/v1/attestations/{id}/revoke", paths);
        Assert.Contains("/statuslists/{number}", paths);
    }

    [Fact]
    public async Task Keys_overlap_a_new_one_is_published_before_it_signs_and_the_old_one_stays()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:KeyLead", "2.00:00:00"));
        IssuedAttestation first = await host.AttestAsync(House.Alice);
        byte[] bundle = await host.Operator.GetByteArrayAsync($"/v1/attestations/{first.Id}/bundle");
        Assert.Single((await KeysAsync(host)).Keys);

        await Answers.IsProblemAsync(401, await host.Anyone.PostAsync("/v1/keys/rotate", null));
        await Answers.IsProblemAsync(403, await host.Device.PostAsync("/v1/keys/rotate", null));
        Assert.Equal(204, (int)(await host.Operator.PostAsync("/v1/keys/rotate", null)).StatusCode);
        JsonWebKeySet both = await KeysAsync(host);
        Assert.Equal(2, both.Keys.Count);
        Assert.Equal(KeyOf(await host.Anyone.GetStringAsync("/statuslists/1")), both.Keys.Select(key => key.KeyId).Single(id => bundle.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(id!)) > 0));

        host.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        string after = KeyOf(await host.Anyone.GetStringAsync("/statuslists/1"));
        Assert.Equal(-1, bundle.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(after)));
        using var content = new ByteArrayContent(bundle) { Headers = { ContentType = new("application/json") } };
        string verdict = await (await host.Anyone.PostAsync("/v1/verify", content)).Content.ReadAsStringAsync();
        Assert.Contains("\"accepted\":true", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_replaced_in_time_and_published_as_long_as_their_credentials_live()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(
            ("Attestation:KeyLifetime", "10.00:00:00"), ("Attestation:KeyLead", "1.00:00:00"), ("Attestation:CredentialLifetime", "20.00:00:00"));
        for (int day = 0; day < 60; day++)
        {
            host.Clock.Advance(TimeSpan.FromDays(1));
            await host.UntilAsync(async db => await db.IssuerKeys.MaxAsync(key => key.SignUntil) > host.Clock.GetUtcNow() + TimeSpan.FromHours(23));
            Assert.InRange((await KeysAsync(host)).Keys.Count, 1, 6);
        }

        Assert.InRange(await host.UseAsync(db => db.IssuerKeys.CountAsync()), 6, 8);
        Assert.Empty(await host.UseAsync(db => db.IssuerKeys.Where(key => key.SignFrom < key.PublishFrom).ToArrayAsync()));
    }

    [Fact]
    public async Task A_key_that_is_deleted_is_no_longer_published_and_another_one_signs()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        string stolen = (await KeysAsync(host)).Keys.Single().KeyId!;
        Assert.Equal(204, (int)(await host.Operator.PostAsync("/v1/keys/rotate", null)).StatusCode);
        await host.UseAsync(db => db.IssuerKeys.Where(key => key.KeyId == stolen).ExecuteDeleteAsync());
        await host.UntilAsync(async db => await db.IssuerKeys.CountAsync() == 2);
        host.Clock.Advance(TimeSpan.FromSeconds(31));

        JsonWebKeySet keys = await KeysAsync(host);
        Assert.DoesNotContain(keys.Keys, key => key.KeyId == stolen);
        await host.AttestAsync(House.Alice);
    }

    [Fact]
    public async Task Nothing_starts_in_production_with_keys_of_the_demo()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => AttestationHost.StartAsync(("Zkml:Profile", "Production")));
        await Assert.ThrowsAsync<OptionsValidationException>(() => AttestationHost.StartAsync(("Attestation:Issuer", "http://issuer.example")));
        await Assert.ThrowsAsync<OptionsValidationException>(() => AttestationHost.StartAsync(("Attestation:KeyLead", "46.00:00:00")));
        await Assert.ThrowsAsync<OptionsValidationException>(() => AttestationHost.StartAsync(("Attestation:StatusListEntries", "1001")));
    }

    private static async Task<JsonWebKeySet> KeysAsync(AttestationHost host) =>
        JsonWebKeySet.TryRead(await host.Anyone.GetByteArrayAsync("/jwks"), out JsonWebKeySet? keys) ? keys : throw new InvalidDataException();

    private static string KeyOf(string token)
    {
        using var header = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]));
        return header.RootElement.GetProperty("kid").GetString()!;
    }
}
