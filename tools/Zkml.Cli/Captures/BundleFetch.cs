using Zkml.Cli.Holders;
using Zkml.Cli.Services;
using Zkml.Credentials;

namespace Zkml.Cli.Captures;

/// <summary>Fetches a bundle as its holder, who signs the request.</summary>
public static class BundleFetch
{
    /// <param name="report">Of the capture.</param>
    /// <param name="services">Where the registry is, and the issuer.</param>
    /// <param name="path">Of the attestation.</param>
    /// <param name="holder">The key that it is bound to.</param>
    /// <param name="file">Where to write the bundle.</param>
    public static SubmitReport Run(SubmitReport report, (ServiceClient Registry, ServiceClient Issuer) services, string path, HolderFolder holder, string file)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(holder);
        (string issuer, IReadOnlyList<string> keys) = services.Issuer.Issuer();
        using SoftwareSigner signer = holder.Open();
        var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/bundle");
        request.Headers.Add(HolderRequest.Header, HolderRequest.Sign(signer, HttpMethod.Get.Method, $"{issuer}{path}/bundle", TimeProvider.System.GetUtcNow()));
        OutputFile.Write(file, services.Issuer.Send(request));
        string root = services.Registry.Get("/v1/registry", ServiceJson.Default.RegistryDocument).Root;
        return report with { Bundle = file, Verify = $"zkml verify {file} --issuer {issuer} {string.Join(' ', keys.Select(key => $"--issuer-key {key}"))} --root {root}" };
    }
}
