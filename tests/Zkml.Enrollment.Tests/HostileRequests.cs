using System.Net.Http.Headers;
using System.Text;
using Zkml.Captures;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

/// <summary>Beside bad bodies of each endpoint, which stand with its tests: what can be wrong around a body, and with a path.</summary>
public sealed class HostileRequests(OneHost one) : IClassFixture<OneHost>
{
    private static readonly byte[] Empty = new byte[147_728];

    private readonly EnrollmentHost _host = one.Host;

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    [InlineData("../devices/00000000-0000-0000-0000-000000000000")]
    [InlineData("00000000-0000-0000-0000-00000000000' OR '1'='1")]
    [InlineData(null)]
    public async Task A_device_header_that_is_no_id_is_refused(string? header) =>
        await (await TestDevice.SubmitAsync(_host.Device, Empty, header)).AssertProblemAsync(400, "device-header");

    [Fact]
    public async Task Two_device_headers_are_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/captures") { Content = Capture(Empty) };
        request.Headers.Add("Zkml-Device", [Guid.NewGuid().ToString(), Guid.NewGuid().ToString()]);

        await (await _host.Device.SendAsync(request)).AssertProblemAsync(400, "device-header");
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/json")]
    [InlineData("image/png")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/vnd.zkml.capture; charset=utf-8")]
    public async Task Another_media_type_is_refused(string type) =>
        await (await TestDevice.SubmitAsync(_host.Device, Empty, Guid.NewGuid().ToString(), type)).AssertProblemAsync(415);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task An_encoded_body_is_refused_unread(string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/captures") { Content = Capture(Empty) };
        request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Add("Zkml-Device", Guid.NewGuid().ToString());

        await (await _host.Device.SendAsync(request)).AssertProblemAsync(415, "media-type");
    }

    [Theory]
    [InlineData(CaptureBody.MaximumLength + 1)]
    [InlineData(64 << 20)]
    public async Task A_body_above_the_limit_is_refused_unread(int length)
    {
        // Only the head is sent: an answer that waited for the body would not come.
        await (await RawRequest.SendAsync(_host.Device, $"Content-Type: {CapturePackage.MediaType}\r\nContent-Length: {length}\r\nZkml-Device: {Guid.NewGuid()}\r\n\r\n"))
            .AssertProblemAsync(413, "capture-too-large");
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_unread() =>
        await (await RawRequest.SendAsync(_host.Device, $"Content-Type: {CapturePackage.MediaType}\r\nTransfer-Encoding: chunked\r\nZkml-Device: {Guid.NewGuid()}\r\n\r\n"))
            .AssertProblemAsync(411, "length-required");

    [Fact]
    public async Task A_body_of_which_only_the_beginning_comes_is_given_up_as_a_fault_of_the_request() =>
        await (await RawRequest.SendAsync(
            _host.Device, $"Content-Type: {CapturePackage.MediaType}\r\nContent-Length: 1000\r\nZkml-Device: {Guid.NewGuid()}\r\n\r\nzkmlcap1")).AssertProblemAsync(408);

    [Theory]
    [InlineData("Content-Length: -1\r\n\r\n", 400)]
    [InlineData("Content-Length: 1e3\r\n\r\n", 400)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400)]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n", 400)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 0)]
    [InlineData("X: a\rb\r\n\r\n", 400)]
    [InlineData("Bad Header\r\n\r\n", 400)]
    public async Task A_head_that_is_no_HTTP_is_answered_and_closed(string head, int status)
    {
        using HttpResponseMessage response = await RawRequest.SendAsync(_host.Device, head);

        Assert.True(status == 0 ? (int)response.StatusCode is >= 400 and < 500 : status == (int)response.StatusCode, $"{response.StatusCode}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(272)]
    [InlineData(82_192)]
    [InlineData(147_728)]
    [InlineData(CaptureBody.MaximumLength)]
    public async Task Bytes_of_any_length_that_are_no_capture_are_refused(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        "zkmlcap1"u8[..Math.Min(8, length)].CopyTo(bytes);

        await (await TestDevice.SubmitAsync(_host.Device, bytes, Guid.NewGuid().ToString())).AssertProblemAsync(400, "capture-malformed");
    }

    [Theory]
    [InlineData("GET", "/v1/captures", 405)]
    [InlineData("PUT", "/v1/captures", 405)]
    [InlineData("DELETE", "/v1/registry", 405)]
    [InlineData("POST", "/v1/registry", 405)]
    [InlineData("TRACE", "/v1/registry", 405)]
    [InlineData("GET", "/v1/captures/1", 404)]
    [InlineData("GET", "/v1/captures/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("GET", "/v1/captures/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("GET", "/v1/captures/%ff%fe", 404)]
    [InlineData("GET", "/v1/registry/../../etc/passwd", 404)]
    [InlineData("GET", "/v1/registry?before=99999999999999999999", 400)]
    [InlineData("GET", "/v1/registry?before=1&before=2", 400)]
    [InlineData("GET", "/v2/registry", 404)]
    [InlineData("GET", "/openapi/other.json", 404)]
    [InlineData("GET", "/", 404)]
    public async Task Another_method_or_path_is_a_problem_document(string method, string path, int status) =>
        await (await _host.Operator.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).AssertProblemAsync(status);

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer x")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Bearer zkml_devices_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Who_has_no_key_gets_no_further(string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/captures") { Content = Capture(Empty) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        await (await _host.Anyone.SendAsync(request)).AssertProblemAsync(401);
    }

    [Fact]
    public async Task An_operator_cannot_send_captures() =>
        await (await TestDevice.SubmitAsync(_host.Operator, Empty, Guid.NewGuid().ToString())).AssertProblemAsync(403);

    [Theory]
    [InlineData("text/plain", "{\"key\":{}}", 415)]
    [InlineData("application/json", "{\"key\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}", 400)]
    [InlineData("application/json", "\u0000", 400)]
    [InlineData("application/json", "{\"key\":{\"kty\":\"\\ud800\"}}", 400)]
    public async Task A_JSON_body_that_is_none_is_a_problem_document(string type, string body, int status) =>
        await (await _host.Device.PostAsync("/v1/challenges", new StringContent(body, Encoding.UTF8, type))).AssertProblemAsync(status);

    [Fact]
    public async Task A_JSON_body_above_the_limit_is_refused_unread() =>
        await (await RawRequest.SendAsync(_host.Device, "Content-Type: application/json\r\nContent-Length: 2000000\r\n\r\n", "/v1/challenges")).AssertProblemAsync(413);

    [Theory]
    [InlineData("/v1/captures/%00")]
    [InlineData("/v1/captures/\u0001")]
    [InlineData("v1/captures")]
    [InlineData("/%zz%")]
    public async Task A_target_that_is_none_is_refused(string target) =>
        Assert.InRange((int)(await RawRequest.SendAsync(_host.Device, "Content-Length: 0\r\n\r\n", target)).StatusCode, 400, 499);

    [Fact]
    public async Task Nothing_of_all_that_was_a_fault_of_the_service()
    {
        await (await TestDevice.SubmitAsync(_host.Device, Empty, Guid.NewGuid().ToString())).AssertProblemAsync(400);

        Assert.DoesNotContain("Error:", _host.Log, StringComparison.Ordinal);
    }

    private static ByteArrayContent Capture(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(CapturePackage.MediaType) } };
}
