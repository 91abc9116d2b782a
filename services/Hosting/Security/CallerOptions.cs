namespace Zkml.Hosting.Security;

/// <summary>Section "Callers": who may call what is not public.</summary>
public sealed class CallerOptions
{
    public const string Section = "Callers";

    /// <summary>By the id that stands in the key.</summary>
    public Dictionary<string, ApiKeyEntry> ApiKeys { get; set; } = [];

    /// <summary>For each role the certificate authorities (PEM files) whose client certificates have it. None: no mutual TLS.</summary>
    public Dictionary<string, string[]> ClientAuthorities { get; set; } = [];

    /// <summary>Connections without a client certificate are refused. Public verification is then closed too.</summary>
    public bool RequireClientCertificate { get; set; }
}
