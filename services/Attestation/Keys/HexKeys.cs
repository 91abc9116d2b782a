using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Attestation.Keys;

/// <summary>Files of keys: 32 bytes on each line, in hexadecimal.</summary>
internal static class HexKeys
{
    public static string New() => RandomNumberGenerator.GetHexString(2 * Envelope.KeyLength, lowercase: true);

    /// <exception cref="OptionsValidationException">There is no such file, or it has not that many keys.</exception>
    public static byte[][] Read(string file, int count)
    {
        string[] lines = File.Exists(file) ? File.ReadAllText(file).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return lines.Length == count && lines.All(line => line.Length == 2 * Envelope.KeyLength && line.All(char.IsAsciiHexDigit))
            ? [.. lines.Select(Convert.FromHexString)]
            : throw Wrong($"The file '{file}' must have {count} lines of {2 * Envelope.KeyLength} hexadecimal digits.");
    }

    /// <summary>The configured file; in the demo profile one that is made at need.</summary>
    public static string FileOf(string? configured, string demoName, Func<string> content, StorageOptions storage, ProfileOptions profile)
    {
        if (configured is not null)
        {
            return configured;
        }

        if (profile.Profile != Profile.Demo)
        {
            throw Wrong($"Attestation:KeyFile and Attestation:MatcherKeyFiles must be set in production.");
        }

        string file = Path.Combine(storage.Folder, demoName);
        if (!File.Exists(file))
        {
            OwnerFile.Create(file, content());
        }

        return file;
    }

    public static OptionsValidationException Wrong(string problem) => new(AttestationOptions.Section, typeof(AttestationOptions), [problem]);
}
