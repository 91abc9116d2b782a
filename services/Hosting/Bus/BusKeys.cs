using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>
/// The keys that say who sent a message: each service signs with its own, so that one that was taken over, or a stranger on the broker, cannot speak for
/// another. In one process without configured keys they are made at start and known to nobody else.
/// </summary>
internal sealed class BusKeys : IDisposable
{
    private readonly Dictionary<Service, ECDsa> _signing = [];
    private readonly Dictionary<Service, ECDsa[]> _trusted = [];

    public BusKeys(IOptions<BusOptions> options)
    {
        if (options.Value is { Transport: BusTransport.InMemory, SigningKeys.Count: 0 })
        {
            foreach (Service service in Enum.GetValues<Service>())
            {
                _signing[service] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                _trusted[service] = [_signing[service]];
            }

            return;
        }

        foreach ((Service service, string file) in options.Value.SigningKeys)
        {
            _signing[service] = Read(file);
        }

        foreach ((Service service, string[] files) in options.Value.TrustedKeys)
        {
            _trusted[service] = [.. files.Select(Read)];
        }
    }

    /// <summary>64 bytes: r and s.</summary>
    public byte[] Sign(Service signer, ReadOnlySpan<byte> data)
    {
        if (!_signing.TryGetValue(signer, out ECDsa? key))
        {
            throw new InvalidOperationException($"This process has no key to sign as {signer}.");
        }

        // ECDsa promises nothing about use by several threads.
        lock (key)
        {
            return key.SignData(data, HashAlgorithmName.SHA256);
        }
    }

    public bool Verify(Service signer, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        foreach (ECDsa key in _trusted.GetValueOrDefault(signer) ?? [])
        {
            lock (key)
            {
                if (key.VerifyData(data, signature, HashAlgorithmName.SHA256))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public void Dispose()
    {
        foreach (ECDsa key in _signing.Values.Concat(_trusted.Values.SelectMany(keys => keys)))
        {
            key.Dispose();
        }
    }

    private static ECDsa Read(string file)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new OptionsValidationException(BusOptions.Section, typeof(BusOptions), [$"The file '{file}' has no key in PEM form."]);
        }

        return key.KeySize == 256 ? key
            : throw new OptionsValidationException(BusOptions.Section, typeof(BusOptions), [$"The key in '{file}' is not a P-256 key."]);
    }
}
