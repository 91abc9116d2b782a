extern alias services;

using System.Security.Cryptography;
using System.Text;
using services::Zkml.Attestation.Uniqueness;
using Zkml.Cli.Devices;
using Zkml.Contracts;
using Zkml.Hosting.Vault;

namespace Zkml.Cli.Up;

/// <summary>
/// Keys, passwords and settings for docker-compose.yml, made once. The folder is for its owner only; what a container mounts from it can be read by any
/// account in there, because the accounts of images are not those of the host.
/// </summary>
public static class ComposeFolder
{
    /// <summary>Each database has an account of its own, of the same name.</summary>
    private static readonly string[] Shared = ["vault", "objects"], Matchers = ["matcher0", "matcher1", "matcher2"];

    private const UnixFileMode Mounted = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The file of settings.</summary>
    public static string Create(string path)
    {
        using DataFolder folder = DataFolder.Open(path);
        string settings = Path.Combine(path, ".env");
        if (File.Exists(settings))
        {
            throw new UsageException($"{path} has keys already; they are not replaced.");
        }

        foreach ((string name, string text) in Databases().Concat(Broker()).Concat(Keys()))
        {
            OutputFile.Write(Path.Combine(path, name), Encoding.ASCII.GetBytes(text), Mounted);
            Mount(Path.Combine(path, name));
        }

        string roots = Path.Combine(path, "device-roots.pem");
        PemFile.WriteCertificates(roots, folder.Manufacturer.Certificates());
        Mount(roots);
        OutputFile.Write(settings, Encoding.UTF8.GetBytes(Settings(Path.GetFullPath(path), folder)), Mounted);
        return settings;
    }

    /// <summary>A umask that keeps others out would keep the containers out.</summary>
    private static void Mount(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Mounted);
        }
    }

    private static IEnumerable<(string Name, string Text)> Databases()
    {
        var passwords = Enum.GetValues<Service>().Select(NameOf).Concat(Shared).Concat(Matchers).ToDictionary(name => name, _ => Secret());
        yield return ("postgres-password", Secret());
        yield return ("postgres-init.sql", string.Concat(passwords.Select(account => $"""
            CREATE ROLE {account.Key} LOGIN PASSWORD '{account.Value}';
            CREATE DATABASE {account.Key} OWNER {account.Key};
            REVOKE ALL ON DATABASE {account.Key} FROM PUBLIC;

            """)));
        foreach (Service service in Enum.GetValues<Service>())
        {
            string[] own = [NameOf(service), .. Shared, .. service == Service.Attestation ? Matchers : []];
            yield return ($"pgpass-{NameOf(service)}", string.Concat(own.Select(name => $"*:*:{name}:{name}:{passwords[name]}\n")));
        }
    }

    private static IEnumerable<(string Name, string Text)> Broker()
    {
        string password = Secret();
        yield return ("bus-password", password);
        yield return ("rabbitmq.conf", $"default_user = zkml\ndefault_pass = {password}\n");
        foreach (Service service in Enum.GetValues<Service>())
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            yield return ($"bus-{NameOf(service)}.key", key.ExportPkcs8PrivateKeyPem());
            yield return ($"bus-{NameOf(service)}.pub", key.ExportSubjectPublicKeyInfoPem());
        }
    }

    private static IEnumerable<(string Name, string Text)> Keys()
    {
        using ECDsa registry = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return ("registry.key", registry.ExportPkcs8PrivateKeyPem());
        yield return ("vault.key", Secret());
        yield return ("attestation.key", Secret());
        foreach ((int store, string keys) in MatcherKeyFiles.Create().Index())
        {
            yield return ($"{Matchers[store]}.key", keys);
        }
    }

    private static string Settings(string path, DataFolder folder) => $"""
        ZKML_SECRETS={path}
        ZKML_PROFILE=Demo
        ZKML_SIMULATORS=true
        ZKML_ATTACK_LEVEL=None
        ZKML_ISSUER=https://issuer.demo.invalid
        ZKML_REGISTRY=https://registry.demo.invalid
        ZKML_OPERATOR_SHA256={DataFolder.Read(folder.OperatorKeyFile).Sha256}
        ZKML_DEVICE_SHA256={DataFolder.Read(folder.DeviceKeyFile).Sha256}

        """;

    private static string NameOf(Service service) => MessageType.NameOf(service);

    private static string Secret() => RandomNumberGenerator.GetHexString(2 * Envelope.KeyLength, lowercase: true);
}
