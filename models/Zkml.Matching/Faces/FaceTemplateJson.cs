using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Zkml.Matching.Faces;

/// <summary>
/// A face's template as a file: {"face_template":1,"model":"…","least":−128,"greatest":127,"values":"base64url","opening":"base64url"}, the values as
/// bytes counted from the least, in one form only: these members in this order, no white space.
/// </summary>
public static class FaceTemplateJson
{
    public const int MaxLength = 8192;

    private const string Refusal = "This is no template of a face: an object with face_template (1), model, least, greatest, values and opening, as zkml writes it.";

    /// <summary>Whether it is this kind of file rather than an iris template; nothing is read of it.</summary>
    public static bool Recognises(ReadOnlySpan<byte> json) => json.StartsWith("{\"face_template\":"u8);

    /// <summary>The caller zeroes the bytes.</summary>
    public static byte[] Write(FaceTemplate template)
    {
        byte[] values = [.. template.Values.Select(v => (byte)(v - template.Least))];
        string encoded = Base64Url.EncodeToString(values), opening = Base64Url.EncodeToString(template.Opening);
        CryptographicOperations.ZeroMemory(values);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{{\"face_template\":1,\"model\":\"{template.ModelName}\",\"least\":{template.Least},\"greatest\":{template.Greatest},\"values\":\"{encoded}\",\"opening\":\"{opening}\"}}"));
    }

    /// <summary>False, with one sentence, unless <see cref="Write"/> writes exactly this for some template.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out FaceTemplate? template, out string problem)
    {
        template = json.Length <= MaxLength ? Parse(json) : null;
        if (template is not null)
        {
            byte[] again = Write(template);
            if (!again.AsSpan().SequenceEqual(json))
            {
                template.Dispose();
                template = null;
            }

            CryptographicOperations.ZeroMemory(again);
        }

        problem = template is null ? Refusal : "";
        return template is not null;
    }

    private static FaceTemplate? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.ToArray());
            JsonElement root = document.RootElement;
            string model = root.GetProperty("model").GetString() ?? "";
            int least = root.GetProperty("least").GetInt32(), greatest = root.GetProperty("greatest").GetInt32();
            byte[] bytes = Base64Url.DecodeFromChars(root.GetProperty("values").GetString()), opening = Base64Url.DecodeFromChars(root.GetProperty("opening").GetString());
            int[] values = Array.ConvertAll(bytes, b => least + b);
            CryptographicOperations.ZeroMemory(bytes);
            return IsName(model) ? new FaceTemplate(model, least, greatest, values, opening) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Nothing that JSON would escape.</summary>
    private static bool IsName(string model) => model.Length is > 0 and <= 128 && model.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.');
}
