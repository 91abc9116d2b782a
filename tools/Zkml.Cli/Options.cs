using System.CommandLine;
using Zkml.Captures;

namespace Zkml.Cli;

/// <summary>Values of options that several commands take; a value that cannot be read becomes one sentence.</summary>
public static class Options
{
    public static FirmwareVersion Firmware(string text) => FirmwareVersion.TryParse(text, out FirmwareVersion version)
        ? version
        : throw new UsageException($"'{text}' is no firmware version such as 1.2.3.");

    /// <summary>32 bytes in hexadecimal, or null when the option is not given.</summary>
    public static byte[]? Bytes32(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } hex)
        {
            return null;
        }

        return hex.Length == 2 * Captures.Bytes32.Length && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : throw new UsageException($"{option.Name} takes {Captures.Bytes32.Length} bytes as {2 * Captures.Bytes32.Length} hexadecimal digits.");
    }
}
