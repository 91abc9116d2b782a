using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Zkml.Credentials;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Cli.Services;

/// <summary>Requests to a service, one after the other. Whatever stands in the way is one sentence; a refusal has its code.</summary>
public sealed class ServiceClient : IDisposable
{
    private const int MaxKeyFile = 256, MaxAnswer = 64 << 20;

    private readonly HttpClient _client;

    private ServiceClient(HttpClient client) => _client = client;

    /// <param name="service">Its address.</param>
    /// <param name="keyFile">An API key; null for what everybody may ask.</param>
    /// <exception cref="UsageException">The address is none, or the key would go over a network in the clear; the file holds no key.</exception>
    public static ServiceClient Of(string service, string? keyFile)
    {
        if (!Uri.TryCreate(service, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
        {
            throw new UsageException($"'{service}' is no address such as http://127.0.0.1:8080.");
        }

        if (address is { Scheme: "http", IsLoopback: false })
        {
            throw new UsageException($"{service} is not encrypted: keys and captures go over https, or to this machine.");
        }

        string? key = keyFile is null ? null : Encoding.ASCII.GetString(InputFile.Read(keyFile, MaxKeyFile)).Trim();
        if (key is not null && !ApiKey.TryRead(key, out _, out _))
        {
            throw new UsageException($"{keyFile} holds no API key.");
        }

        return new ServiceClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            MaxResponseContentBufferSize = MaxAnswer,
            DefaultRequestHeaders = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
        });
    }

    public string AddressOf(string path) => new Uri(_client.BaseAddress!, path).ToString();

    public T Get<T>(string path, JsonTypeInfo<T> type) => Read(new HttpRequestMessage(HttpMethod.Get, path), type);

    public TAnswer Post<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> type) =>
        Read(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, bodyType) }, type);

    public T Read<T>(HttpRequestMessage request, JsonTypeInfo<T> type) => Parse(Send(request), type);

    /// <summary>The bytes of the answer.</summary>
    public byte[] Send(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            using (request)
            using (HttpResponseMessage response = _client.Send(request))
            {
                using MemoryStream body = new();
                response.Content.ReadAsStream().CopyTo(body);
                return response.IsSuccessStatusCode ? body.ToArray() : throw Refusal(response, body.ToArray());
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new UsageException($"{_client.BaseAddress} does not answer: {e.Message}", e);
        }
    }

    /// <summary>The issuer's name, and the thumbprints of its keys.</summary>
    public (string Issuer, IReadOnlyList<string> Keys) Issuer() =>
        IssuerMetadata.TryRead(Send(new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwt-vc-issuer")), out IssuerMetadata? metadata)
        && JsonWebKeySet.TryRead(Send(new HttpRequestMessage(HttpMethod.Get, "/jwks")), out JsonWebKeySet? keys)
            ? (metadata.Issuer, [.. keys.Keys.Select(key => key.Thumbprint())])
            : throw new UsageException($"{_client.BaseAddress} is no issuer.");

    public void Dispose() => _client.Dispose();

    private T Parse<T>(byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new UsageException($"{_client.BaseAddress} answers something else than expected: is it a service of ours?", e);
        }
    }

    private Exception Refusal(HttpResponseMessage response, byte[] body)
    {
        ProblemDocument? problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? Parse(body, ServiceJson.Default.ProblemDocument) : null;
        return problem?.Type?.StartsWith(Problem.TypePrefix, StringComparison.Ordinal) == true
            ? new RefusedException(problem.Type[Problem.TypePrefix.Length..], problem.Title ?? "")
            : new UsageException($"{_client.BaseAddress} answers {(int)response.StatusCode}{((int)response.StatusCode is 401 or 403 ? ": the API key is not known there, or is for another role" : "")}.");
    }
}
