using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;

namespace Zkml.Hosting.Tests.Security;

public sealed class ClientCertificates : IDisposable
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2", ServerUse = "1.3.6.1.5.5.7.3.1";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _operators = Authority("operators"), _devices = Authority("devices"), _strangers = Authority("strangers");

    [Fact]
    public async Task A_certificate_has_the_role_of_its_authority()
    {
        await using WebHost host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "/operator", Leaf(_operators, ClientUse, Now.AddDays(1))));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, "/operator", Leaf(_devices, ClientUse, Now.AddDays(1))));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "/device", Leaf(_devices, ClientUse, Now.AddDays(1))));
    }

    [Fact]
    public async Task Certificates_of_strangers_out_of_date_or_for_another_use_have_none()
    {
        await using WebHost host = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, "/operator", Leaf(_strangers, ClientUse, Now.AddDays(1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, "/operator", Leaf(_operators, ClientUse, Now.AddMinutes(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, "/operator", Leaf(_operators, ServerUse, Now.AddDays(1))));
    }

    [Fact]
    public async Task What_is_public_needs_none()
    {
        await using WebHost host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "/public", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, "/operator", null));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _operators.Dispose();
        _devices.Dispose();
        _strangers.Dispose();
    }

    private async Task<WebHost> StartAsync()
    {
        File.WriteAllText(_folder.File("operators.pem"), _operators.ExportCertificatePem());
        File.WriteAllText(_folder.File("devices.pem"), _devices.ExportCertificatePem());
        using X509Certificate2 server = Leaf(_strangers, ServerUse, Now.AddDays(1));
        File.WriteAllBytes(_folder.File("server.p12"), server.Export(X509ContentType.Pkcs12));
        return await WebHost.StartAsync(
            new()
            {
                ["Zkml:Profile"] = "Demo",
                ["Callers:ClientAuthorities:operator:0"] = _folder.File("operators.pem"),
                ["Callers:ClientAuthorities:device:0"] = _folder.File("devices.pem"),
                ["Kestrel:Certificates:Default:Path"] = _folder.File("server.p12"),
            },
            builder =>
            {
                builder.WebHost.UseUrls("https://127.0.0.1:0");
                builder.WebHost.ConfigureKestrel(kestrel => kestrel.Configure(builder.Configuration.GetSection("Kestrel")));
            });
    }

    private static async Task<HttpStatusCode> GetAsync(WebHost host, string path, X509Certificate2? certificate)
    {
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }

        using HttpClient client = new(handler) { BaseAddress = host.Client.BaseAddress };
        return (await client.GetAsync(path)).StatusCode;
    }

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    private static X509Certificate2 Leaf(X509Certificate2 authority, string use, DateTimeOffset until)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=leaf", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using X509Certificate2 certificate = request.Create(authority, Now.AddHours(-1), until, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
