using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Vault;

/// <summary>The master key and those before it. They wrap keys of captures and nothing else.</summary>
internal sealed class MasterKeys : IDisposable
{
    public const int IdLength = 8;

    private readonly List<(byte[] Id, byte[] Key)> _keys = [];

    public MasterKeys(IOptions<VaultOptions> options, IOptions<StorageOptions> storage, IOptions<ProfileOptions> profile)
    {
        Add(Current(options.Value, storage.Value, profile.Value), "The master key");
        foreach (string file in options.Value.PreviousMasterKeyFiles)
        {
            Add(File.ReadAllText(file), $"The file '{file}'");
        }
    }

    public ReadOnlySpan<byte> CurrentId => _keys[0].Id;

    public byte[] Wrap(ReadOnlySpan<byte> key, byte[] associated) => Envelope.Seal(_keys[0].Key, key, associated);

    /// <exception cref="CryptographicException">No such master key, or not wrapped under it for this use.</exception>
    public void Unwrap(byte[] masterId, byte[] wrapped, Span<byte> key, byte[] associated)
    {
        foreach ((byte[] id, byte[] master) in _keys)
        {
            if (id.AsSpan().SequenceEqual(masterId))
            {
                Envelope.Open(master, wrapped, key, associated);
                return;
            }
        }

        throw new CryptographicException("The master key that wrapped this key is not configured.");
    }

    public void Dispose()
    {
        foreach ((_, byte[] key) in _keys)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static string Current(VaultOptions options, StorageOptions storage, ProfileOptions profile)
    {
        if (options.MasterKeyFile is { } file)
        {
            return File.ReadAllText(file);
        }

        if (options.MasterKeyVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) ?? throw Wrong($"The environment variable '{variable}' is not set.");
        }

        return profile.Profile == Profile.Demo ? DemoKey(Path.Combine(storage.Folder, "vault.key"))
            : throw Wrong("Vault:MasterKeyFile or Vault:MasterKeyVariable must be set in production.");
    }

    private static string DemoKey(string file)
    {
        if (!File.Exists(file))
        {
            OwnerFile.Create(file, RandomNumberGenerator.GetHexString(2 * Envelope.KeyLength, lowercase: true));
        }

        return File.ReadAllText(file);
    }

    private void Add(string text, string source)
    {
        string digits = text.Trim();
        if (digits.Length != 2 * Envelope.KeyLength || !digits.All(char.IsAsciiHexDigit))
        {
            throw Wrong($"{source} is not {2 * Envelope.KeyLength} hexadecimal digits.");
        }

        byte[] master = Convert.FromHexString(digits);
        byte[] id = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, IdLength, info: "zkml-vault-1 id"u8.ToArray());
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, Envelope.KeyLength, info: "zkml-vault-1 wrap"u8.ToArray());
        CryptographicOperations.ZeroMemory(master);
        _keys.Add((id, key));
    }

    private static OptionsValidationException Wrong(string problem) => new(VaultOptions.Section, typeof(VaultOptions), [problem]);
}
