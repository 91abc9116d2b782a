using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Security;

/// <summary>Decides what role a client certificate has: that of the authority it leads to.</summary>
internal sealed class ClientAuthorities(IOptions<CallerOptions> callers, TimeProvider clock)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly Dictionary<string, X509Certificate2Collection> _roots = callers.Value.ClientAuthorities.ToDictionary(pair => pair.Key, pair => Read(pair.Value));

    public bool Any => _roots.Count > 0;

    public string? RoleOf(X509Certificate2 certificate) => _roots.FirstOrDefault(pair => LeadsTo(pair.Value, certificate)).Key;

    private bool LeadsTo(X509Certificate2Collection roots, X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Read(string[] files)
    {
        X509Certificate2Collection roots = [];
        foreach (string file in files)
        {
            roots.ImportFromPemFile(file);
        }

        return roots;
    }
}
