using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Credentials;
using Zkml.Enrollment.Configuration;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Registry;

/// <summary>Signs the latest root, anew every minute: verifiers take a root that is young enough.</summary>
internal sealed class RegistrySigner : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly string _address;
    private readonly int _depth;
    private readonly TimeProvider _clock;
    private readonly SoftwareSigner _signer;
    private readonly Lock _guard = new();
    private (RegistryRoot Root, string Token)? _last;

    public RegistrySigner(IOptions<EnrollmentOptions> options, IOptions<StorageOptions> storage, IOptions<ProfileOptions> profile, TimeProvider clock)
    {
        (_address, _depth, _clock) = (options.Value.RegistryAddress, options.Value.RegistryDepth, clock);
        string file = options.Value.RegistryKeyFile ?? DemoKey(storage.Value, profile.Value);
        _signer = Read(file, key =>
        {
            byte[] pkcs8 = key.ExportPkcs8PrivateKey();
            SoftwareSigner signer = SoftwareSigner.ImportIssuer(pkcs8);
            CryptographicOperations.ZeroMemory(pkcs8);
            return signer;
        });
        Keys = new JsonWebKeySet(
            [_signer.PublicKey, .. options.Value.PreviousRegistryKeyFiles.Select(previous => Read(previous, key => EcPublicJwk.From(key, EcPublicJwk.From(key).Thumbprint())))]);
    }

    /// <summary>That roots are, and were, signed with.</summary>
    public JsonWebKeySet Keys { get; }

    public string Sign(RegistryEpoch epoch)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var root = new RegistryRoot
        {
            Registry = _address,
            Epoch = epoch.Number,
            Root = epoch.Root.ToHex(),
            Depth = _depth,
            Count = epoch.Count,
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
        };
        lock (_guard)
        {
            if (_last is not { } last || last.Root.Epoch != root.Epoch || now - last.Root.IssuedAt >= Fresh)
            {
                _last = last = (root, SignedRoot.Sign(root, _signer));
            }

            return last.Token;
        }
    }

    public void Dispose() => _signer.Dispose();

    private static T Read<T>(string file, Func<ECDsa, T> use)
    {
        using ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == 256)
            {
                return use(key);
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below.
        }

        throw Wrong($"The file '{file}' has no P-256 key in PEM form of the kind that is needed.");
    }

    private static string DemoKey(StorageOptions storage, ProfileOptions profile)
    {
        if (profile.Profile != Profile.Demo)
        {
            throw Wrong("Enrollment:RegistryKeyFile must be set in production.");
        }

        string file = Path.Combine(storage.Folder, "registry.key");
        if (!File.Exists(file))
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            OwnerFile.Create(file, key.ExportPkcs8PrivateKeyPem());
        }

        return file;
    }

    private static OptionsValidationException Wrong(string problem) => new(EnrollmentOptions.Section, typeof(EnrollmentOptions), [problem]);
}
