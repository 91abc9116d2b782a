using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Zkml.Captures;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;

namespace Zkml.Device.Support;

/// <summary>A simulated device with its certificate, and the requests that it makes.</summary>
public class SimulatedDevice : IDisposable
{
    public SimulatedDevice(string serial = "SN-1", ManufacturerAuthority? issuer = null, Validity? validity = null) => Certificate =
        (issuer ?? Manufacturer.Root).IssueDevice(Key.PublicKey, serial, DeviceOids.SimulatedModel, Manufacturer.Firmware, validity ?? Manufacturer.Years(5));

    public SoftwareDeviceKey Key { get; } = SoftwareDeviceKey.Generate();

    public byte[] Certificate { get; }

    /// <summary>Once it is registered.</summary>
    public Guid Id { get; private set; }

    public async Task RegisterAsync(HttpClient asDevice, HttpClient asOperator)
    {
        ArgumentNullException.ThrowIfNull(asOperator);
        TestChallenge challenge = await ChallengeAsync(asDevice, Key.PublicKey);
        Id = (await (await asOperator.PostAsJsonAsync("/v1/devices", Registration(challenge))).JsonAsync(201)).GetProperty("id").GetGuid();
    }

    public object Registration(TestChallenge challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        return new
        {
            nonce = Base64Url.EncodeToString(challenge.Nonce.ToArray()),
            chain = new[] { Convert.ToBase64String(Certificate) },
            signature = Base64Url.EncodeToString(PossessionProof.Sign(Key, challenge.Nonce, Certificate)),
        };
    }

    /// <summary>For a key: by default one of a new holder.</summary>
    public static async Task<TestChallenge> ChallengeAsync(HttpClient client, P256PublicKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        using SoftwareDeviceKey holder = SoftwareDeviceKey.Generate();
        key ??= holder.PublicKey;
        using HttpResponseMessage response = await client.PostAsJsonAsync("/v1/challenges", new { key = Jwk(key) });
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException("The service is away.");
        }

        JsonElement answer = await response.JsonAsync();
        Assert.Equal(Base64Url.EncodeToString(key.JwkThumbprint().ToArray()), answer.GetProperty("thumbprint").GetString());
        return new TestChallenge(
            new Bytes32(Base64Url.DecodeFromChars(answer.GetProperty("nonce").GetString())), key,
            answer.GetProperty("issuedAt").GetDateTimeOffset(), answer.GetProperty("expiresAt").GetDateTimeOffset());
    }

    public static object Jwk(P256PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(key.X.ToArray()), y = Base64Url.EncodeToString(key.Y.ToArray()) };
    }

    /// <summary>A capture of what was seen, as file.</summary>
    public byte[] Capture(TestChallenge challenge, Sighting? seen = null, FirmwareVersion? firmware = null, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        seen ??= Sightings.Noise(1);
        var device = new CaptureDevice(Key, firmware ?? Manufacturer.Firmware, new Standing(at ?? challenge.IssuedAt));
        SignedCapture signed = device.Sign(seen, new Challenge(challenge.Nonce, challenge.Holder.JwkThumbprint()), DigestAlgorithm.Poseidon2KoalaBear);
        return CapturePackage.Of(signed, seen.Pixels.Span, seen.Mask.Span).Write();
    }

    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, byte[] capture, string? device, string mediaType = CapturePackage.MediaType)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/captures") { Content = new ByteArrayContent(capture) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        if (device is not null)
        {
            request.Headers.TryAddWithoutValidation("Zkml-Device", device);
        }

        return await client.SendAsync(request);
    }

    public void Dispose()
    {
        Key.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
