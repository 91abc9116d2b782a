using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>The document at the address of the credential's type (SD-JWT VC, section 6): what wallets and verifiers may show of each claim.</summary>
public static class TypeMetadata
{
    private static readonly (string Name, string Label, bool Mandatory)[] Claims =
    [
        (ClaimNames.Modality, "What was captured", true),
        (ClaimNames.Assurance, "How person and capture are bound", true),
        (ClaimNames.StatementId, "Statement that was proved", true),
        (ClaimNames.ModelId, "Model that made the template", true),
        (ClaimNames.RegistryRoot, "Device registry", true),
        (ClaimNames.RegistryEpoch, "Epoch of the device registry", true),
        (ClaimNames.TemplateCommitment, "Commitment to the template", true),
        (ClaimNames.ProofSha256, "Digest of the proof", true),
        (ClaimNames.DeviceClass, "Kind of device", true),
        (ClaimNames.CaptureDate, "Day of the capture", true),
        (ClaimNames.LogLeafIndex, "Entry in the transparency log", false),
    ];

    public static byte[] Write(string credentialType)
    {
        HttpsAddress.ThrowIfNot(credentialType);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("vct", credentialType);
            json.WriteString("name", "Proof of personhood");
            json.WriteString("description", "A zero-knowledge proof showed that a registered device captured a living person.");
            json.WriteStartArray("display");
            WriteLabel(json, "name", "Proof of personhood");
            json.WriteEndArray();
            json.WriteStartArray("claims");
            foreach ((string name, string label, bool mandatory) in Claims)
            {
                WriteClaim(json, name, label, mandatory);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>The value of <c>vct#integrity</c>: the digest of the document's bytes, as in W3C Subresource Integrity.</summary>
    public static string IntegrityOf(ReadOnlySpan<byte> document) => $"sha256-{Convert.ToBase64String(SHA256.HashData(document))}";

    private static void WriteClaim(Utf8JsonWriter json, string name, string label, bool mandatory)
    {
        json.WriteStartObject();
        json.WriteStartArray("path");
        json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("display");
        WriteLabel(json, "label", label);
        json.WriteEndArray();
        json.WriteBoolean("mandatory", mandatory);
        json.WriteString("sd", "always");
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject();
        json.WriteString("locale", "en");
        json.WriteString(member, text);
        json.WriteEndObject();
    }
}
