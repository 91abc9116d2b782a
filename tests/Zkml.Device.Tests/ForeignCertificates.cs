using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zkml.Device.Certificates;

namespace Zkml.Device.Tests;

/// <summary>Certificates by the framework's writer: it also makes what ours never would.</summary>
internal sealed class ForeignCertificates : IDisposable
{
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X500DistinguishedName _rootName = new("CN=Foreign root");

    public ForeignCertificates()
    {
        var request = new CertificateRequest(_rootName, _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using X509Certificate2 root = request.CreateSelfSigned(At.Noon.AddDays(-1), At.Noon.AddDays(100));
        Root = root.RawData;
    }

    public byte[] Root { get; }

    /// <summary>What a device certificate of the profile has.</summary>
    public static X509Extension[] DeviceExtensions { get; } =
    [
        new X509BasicConstraintsExtension(false, false, 0, true),
        new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true),
        Model("0603550403", "0201" + "07"),
    ];

    /// <summary>A device under the root.</summary>
    public byte[] Device(
        X509Extension[]? extensions = null, HashAlgorithmName? hash = null, ECCurve? curve = null, string subject = "CN=device 1", X500DistinguishedName? issuer = null)
    {
        using ECDsa key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        return Issue(new CertificateRequest(new X500DistinguishedName(subject), key, hash ?? HashAlgorithmName.SHA256), extensions, issuer);
    }

    /// <summary>A device with an RSA key.</summary>
    public byte[] RsaDevice()
    {
        using RSA key = RSA.Create(2048);
        return Issue(new CertificateRequest("CN=device 1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null, null);
    }

    /// <summary>The model extension from hexadecimal parts of its sequence.</summary>
    public static X509Extension Model(params string[] parts)
    {
        byte[] content = Convert.FromHexString(string.Concat(parts));
        return new X509Extension(DeviceOids.Model.Id, [0x30, (byte)content.Length, .. content], critical: false);
    }

    public void Dispose() => _rootKey.Dispose();

    private byte[] Issue(CertificateRequest request, X509Extension[]? extensions, X500DistinguishedName? issuer)
    {
        foreach (X509Extension extension in extensions ?? DeviceExtensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        X509SignatureGenerator generator = X509SignatureGenerator.CreateForECDsa(_rootKey);
        using X509Certificate2 certificate = request.Create(issuer ?? _rootName, generator, At.Noon.AddDays(-1), At.Noon.AddDays(90), [1, 2, 3]);
        return certificate.RawData;
    }
}
