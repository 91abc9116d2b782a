using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Zkml.Hosting.Support;

/// <summary>A POST whose head, and what follows it, is as a test wants it, which a client library would not send.</summary>
public static class RawRequest
{
    /// <param name="caller">Its address and key are used.</param>
    /// <param name="head">Behind the first headers: the others, an empty line, and of the body what is to be sent.</param>
    /// <param name="target">As it stands in the first line.</param>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient caller, string head, string target = "/v1/captures")
    {
        ArgumentNullException.ThrowIfNull(caller);
        Uri address = caller.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\nAuthorization: {caller.DefaultRequestHeaders.Authorization}\r\n{head}"));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsComplete(text.ToString()) && await stream.ReadAsync(buffer, timeout.Token) is > 0 and int read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return Parse(text.ToString());
    }

    /// <summary>The server may wait for the body that never comes before it closes the connection: the answer is what counts.</summary>
    private static bool IsComplete(string text) =>
        text.Contains("\r\n\r\n", StringComparison.Ordinal) && (text.EndsWith("0\r\n\r\n", StringComparison.Ordinal) || text.Contains("Content-Length: 0\r\n", StringComparison.Ordinal));

    private static HttpResponseMessage Parse(string text)
    {
        string[] parts = text.Split("\r\n\r\n", 2);
        string[] lines = parts[0].Split("\r\n");
        var response = new HttpResponseMessage((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(parts[1], lines))),
        };
        foreach (string[] header in lines.Skip(1).Select(line => line.Split(": ", 2)))
        {
            _ = response.Headers.TryAddWithoutValidation(header[0], header[1]) || response.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return response;
    }

    private static string Body(string body, string[] lines) =>
        lines.Contains("Transfer-Encoding: chunked") && body.Length > 0 ? string.Concat(body.Split("\r\n").Where((_, i) => i % 2 == 1)) : body;
}
