using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>The bundle file: JSON in one canonical form, byte for byte, so that a bundle has one digest wherever and whenever it is written.</summary>
public static class BundleCodec
{
    public const string Format = "zkml-bundle/1";

    /// <summary>Each part at its limit, with the proof in base64.</summary>
    public const int MaximumLength = 14 * 1024 * 1024;

    public static byte[] Write(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(bundle.Issuer.Keys, nameof(bundle));
        if (!IsWithinLimits(bundle))
        {
            throw new ArgumentException("A part of the bundle is too long or has not its form.", nameof(bundle));
        }

        return [.. JsonText.Write(json => WriteTo(json, bundle), indented: true), (byte)'\n'];
    }

    /// <summary>Its reason, or null and the bundle. Nothing in it is verified yet.</summary>
    public static string? Read(ReadOnlyMemory<byte> utf8, out Bundle? bundle)
    {
        bundle = null;
        if (utf8.Length > MaximumLength)
        {
            return Reasons.TooLarge;
        }

        JsonFault fault = StrictJson.Read(utf8, out JsonElement root);
        if (fault is JsonFault.DuplicateMember or JsonFault.TooDeep)
        {
            return fault == JsonFault.TooDeep ? Reasons.TooDeep : Reasons.DuplicateMember;
        }

        if (fault != JsonFault.None || !TryRead(root, out Bundle? read))
        {
            return Reasons.Malformed;
        }

        bundle = Write(read).AsSpan().SequenceEqual(utf8.Span) ? read : null;
        return bundle is null ? Reasons.NotCanonical : null;
    }

    private static void WriteTo(Utf8JsonWriter json, Bundle bundle)
    {
        StatementProof statement = bundle.Statement;
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("credential", bundle.Credential);
        json.WritePropertyName("issuer_metadata");
        bundle.Issuer.WriteTo(json);
        json.WriteString("status_token", bundle.StatusToken);
        json.WriteStartObject("statement");
        json.WriteString("id", statement.StatementId);
        json.WriteString("model_id", statement.ModelId);
        json.WriteString("registry_root", statement.RegistryRoot);
        json.WriteNumber("registry_epoch", statement.RegistryEpoch);
        json.WriteBase64String("public_values", statement.PublicValues.Span);
        json.WriteBase64String("proof", statement.Proof.Span);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool TryRead(JsonElement root, [NotNullWhen(true)] out Bundle? bundle)
    {
        bundle = null;
        if (!root.TryString("format", out string? format) || format != Format || !root.TryString("credential", out string? credential)
            || !root.TryObject("issuer_metadata", out JsonElement metadata) || !IssuerMetadata.TryRead(metadata, out IssuerMetadata? issuer)
            || issuer.Keys is null || !root.TryString("status_token", out string? status)
            || !root.TryObject("statement", out JsonElement element) || !TryReadStatement(element, out StatementProof? statement))
        {
            return false;
        }

        var read = new Bundle { Credential = credential, Issuer = issuer, StatusToken = status, Statement = statement };
        bundle = IsWithinLimits(read) ? read : null;
        return bundle is not null;
    }

    private static bool TryReadStatement(JsonElement element, [NotNullWhen(true)] out StatementProof? statement)
    {
        bool valid = element.TryString("id", out string? id) & element.TryString("model_id", out string? model)
            & element.TryString("registry_root", out string? root) & element.TryNumber("registry_epoch", out long epoch)
            & TryBytes(element, "public_values", out byte[]? publicValues) & TryBytes(element, "proof", out byte[]? proof);
        statement = !valid ? null : new StatementProof
        {
            StatementId = id!,
            ModelId = model!,
            RegistryRoot = root!,
            RegistryEpoch = epoch,
            PublicValues = publicValues,
            Proof = proof,
        };
        return valid;
    }

    private static bool TryBytes(JsonElement element, string name, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        return element.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out bytes);
    }

    private static bool IsWithinLimits(Bundle bundle) =>
        bundle.Credential.Length <= SdJwtText.MaximumLength && bundle.StatusToken.Length <= StatusListToken.MaximumLength
        && HexText.Is32Bytes(bundle.Statement.StatementId) && HexText.Is32Bytes(bundle.Statement.ModelId)
        && HexText.Is32Bytes(bundle.Statement.RegistryRoot) && bundle.Statement.RegistryEpoch is >= 0 and < 1L << 53
        && bundle.Statement.PublicValues.Length <= StatementProof.MaximumPublicValuesLength
        && bundle.Statement.Proof.Length <= StatementProof.MaximumProofLength;
}
