using System.Security.Cryptography;

namespace Zkml.Integration.Support;

/// <summary>Keys of the three services in files, and the settings that name them.</summary>
public static class BusKeyFiles
{
    private static readonly string[] Services = ["Enrollment", "Prover", "Attestation"];

    /// <param name="signers">The services that run in the process; it gets their private keys only.</param>
    public static Dictionary<string, string?> Settings(string folder, params string[] signers)
    {
        Dictionary<string, string?> settings = [];
        foreach (string service in Services)
        {
            string privateKey = Path.Combine(folder, $"{service}.key"), publicKey = Path.Combine(folder, $"{service}.pub");
            if (!File.Exists(privateKey))
            {
                using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                File.WriteAllText(privateKey, key.ExportPkcs8PrivateKeyPem());
                File.WriteAllText(publicKey, key.ExportSubjectPublicKeyInfoPem());
            }

            settings[$"Bus:TrustedKeys:{service}:0"] = publicKey;
            if (signers.Contains(service))
            {
                settings[$"Bus:SigningKeys:{service}"] = privateKey;
            }
        }

        return settings;
    }
}
