using System.Globalization;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>The one form that each known claim has; claims of other names are left to those who know them.</summary>
internal static class ClaimRules
{
    public const int MaximumTextLength = 64;

    public static bool IsWellFormed(string name, JsonElement value) => name switch
    {
        ClaimNames.Modality => Text(value) is "iris" or "face",
        ClaimNames.Assurance => Text(value) is PersonhoodClaims.DeviceSignedAndProved,
        ClaimNames.StatementId or ClaimNames.ModelId or ClaimNames.RegistryRoot or ClaimNames.TemplateCommitment or ClaimNames.ProofSha256 =>
            Text(value) is string digits && HexText.Is32Bytes(digits),
        ClaimNames.RegistryEpoch or ClaimNames.LogLeafIndex => JsonElements.TryNumber(value, out _),
        ClaimNames.DeviceClass => Text(value) is { Length: > 0 and <= MaximumTextLength },
        ClaimNames.CaptureDate => DateOnly.TryParseExact(Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
