using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Zkml.EndToEnd.Tests.Support;

namespace Zkml.EndToEnd.Tests;

/// <summary>The same hostile requests to each of the three processes: whatever an endpoint is for, the answer is a refusal, and comes soon.</summary>
[Collection(HostileHouse.Name)]
public sealed class HostileRequests(RunningHouse running)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly string[] Paths =
    [
        "/nowhere", "/v1/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/captures/..%2f..%2fvault.key", "/%00", "/v1/%ff%fe", "/v1//captures//",
        "/v1/captures/00000000-0000-0000-0000-00000000000g", "/statuslists/99999999999999999999", "/models/..%2f..%2fattestation.key", "/v1/attestations/%27%20OR%201=1--",
        "/" + new string('a', 6000), "/metrics", "/v1/registry?before=-1&before=2",
    ];

    private static readonly (string Path, string Type, string Body)[] Posts =
    [
        ("/v1/challenges", "application/json", "{"), ("/v1/challenges", "application/json", "{\"key\":{\"kty\":\"EC\"},\"key\":null}"), ("/v1/challenges", "text/xml", "<a/>"),
        ("/v1/devices", "application/json", "{\"nonce\":\"AAAA\",\"chain\":[],\"signature\":\"\"}"), ("/v1/devices", "application/json", "[[[[[[[[[[[[[[[[[[[["),
        ("/v1/captures", "application/vnd.zkml.capture", "\0\0\0"), ("/v1/captures", "application/json", "{}"),
        ("/v1/verify", "application/octet-stream", "{}"), ("/v1/verify", "multipart/form-data; boundary=x", "--x\r\n"), ("/v1/verify", "application/json", ""),
        ("/v1/attestations/019a0000-0000-7000-8000-000000000000/revoke", "application/json", "{\"reason\":\"because\"}"), ("/v1/keys/rotate/now", "application/json", "{}"),
    ];

    private static readonly string[] Credentials =
    [
        "Bearer zkml_operators_AAAA", "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IifQ.", "Basic b3BlcmF0b3JzOng=", "Bearer " + new string('z', 4000),
    ];

    /// <summary>What no client library sends.</summary>
    private static readonly string[] Heads =
    [
        "POST /v1/captures HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/devices HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer zkml_x_\xff\r\n\r\n",
        "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n",
        "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ];

    [Fact]
    public async Task Every_path_body_credential_and_head_is_refused_by_every_service_with_a_problem_document()
    {
        int refused = 0;
        foreach (ServiceProgram service in running.House.Services)
        {
            foreach (string path in Paths)
            {
                refused += await RefusedAsync(service.Anyone.GetAsync(new Uri(service.Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })), path);
            }

            foreach ((string path, string type, string body) in Posts)
            {
                var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                refused += await RefusedAsync(service.Operator.PostAsync(path, content), $"{path} {body}");
            }

            foreach (string credential in Credentials)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
                request.Headers.TryAddWithoutValidation("Authorization", credential);
                refused += await RefusedAsync(service.Anyone.SendAsync(request), credential);
            }

            foreach (string head in Heads)
            {
                int status = await RawAsync(service.Address, head);
                Assert.True(status is >= 400 and < 500 or (int)HttpStatusCode.HttpVersionNotSupported, $"{status} to {head}");
                refused++;
            }

            Assert.Equal(HttpStatusCode.OK, (await service.Anyone.GetAsync("/health/ready")).StatusCode);
            Assert.DoesNotContain("\"LogLevel\":\"Critical\"", service.Log, StringComparison.Ordinal);
        }

        Assert.True(refused >= 60, $"{refused}");
    }

    private static async Task<int> RefusedAsync(Task<HttpResponseMessage> asked, string what)
    {
        using HttpResponseMessage answer = await asked.WaitAsync(Soon);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode} to {what}");

        // What is no HTTP at all the web server refuses by itself, without a word.
        Assert.True(
            text.Length == 0 && answer.StatusCode == HttpStatusCode.BadRequest || answer.Content.Headers.ContentType?.MediaType == "application/problem+json",
            $"{answer.StatusCode} {answer.Content.Headers.ContentType} to {what}");
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        return 1;
    }

    /// <summary>The status, or 400 where the connection was closed without one.</summary>
    private static async Task<int> RawAsync(Uri address, string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        using var limit = new CancellationTokenSource(Soon);
        var answer = new byte[12];
        try
        {
            await stream.ReadExactlyAsync(answer, limit.Token);
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            return 400;
        }

        return int.Parse(Encoding.ASCII.GetString(answer)[9..], CultureInfo.InvariantCulture);
    }
}
