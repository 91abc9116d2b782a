using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class Challenges(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task Are_32_bytes_that_differ_and_last_two_minutes()
    {
        TestChallenge first = await TestDevice.ChallengeAsync(_host), second = await TestDevice.ChallengeAsync(_host);

        Assert.NotEqual(first.Nonce, second.Nonce);
        Assert.Equal(TimeSpan.FromMinutes(2), first.ExpiresAt - first.IssuedAt);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"key\":null}")]
    [InlineData("{\"key\":\"EC\"}")]
    [InlineData("{\"key\":[]}")]
    [InlineData("{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}")]
    [InlineData("{\"key\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}")]
    [InlineData("{\"key\":{},\"more\":1}")]
    [InlineData("{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}")]
    [InlineData("{\"Key\":{}}")]
    [InlineData("{\"key\":{},\"key\":{}}")]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("{\"key\":")]
    public async Task Are_for_public_keys_of_P256_only(string body) =>
        await (await _host.Device.PostAsync("/v1/challenges", new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).AssertProblemAsync(400);

    [Theory]
    [InlineData("crv", "P-384")]
    [InlineData("kty", "RSA")]
    [InlineData("x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE")]
    [InlineData("y", "not base64url!")]
    public async Task Are_refused_for_a_key_with_a_wrong_member(string member, string value)
    {
        using TestDevice device = new();
        var jwk = JsonSerializer.SerializeToNode(TestDevice.Jwk(device.Key.PublicKey))!.AsObject();
        jwk[member] = value;

        await (await _host.Device.PostAsJsonAsync("/v1/challenges", new { key = jwk })).AssertProblemAsync(400, "key");
    }

    [Fact]
    public async Task Are_refused_for_coordinates_whose_spare_bits_are_not_zero()
    {
        using TestDevice device = new();
        string x = Base64Url.EncodeToString(device.Key.PublicKey.X.ToArray());
        var jwk = JsonSerializer.SerializeToNode(TestDevice.Jwk(device.Key.PublicKey))!.AsObject();
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        jwk["x"] = x[..^1] + Alphabet[Alphabet.IndexOf(x[^1], StringComparison.Ordinal) | 1];

        await (await _host.Device.PostAsJsonAsync("/v1/challenges", new { key = jwk })).AssertProblemAsync(400, "key");
    }

    [Fact]
    public async Task Are_given_to_devices_and_operators_and_to_no_one_else()
    {
        using TestDevice device = new();
        var body = new { key = TestDevice.Jwk(device.Key.PublicKey) };

        await (await _host.Device.PostAsJsonAsync("/v1/challenges", body)).JsonAsync();
        await (await _host.Operator.PostAsJsonAsync("/v1/challenges", body)).JsonAsync();
        await (await _host.Anyone.PostAsJsonAsync("/v1/challenges", body)).AssertProblemAsync(401);
    }
}
