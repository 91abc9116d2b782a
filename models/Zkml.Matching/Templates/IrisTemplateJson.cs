using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Zkml.Matching.Templates;

/// <summary>
/// A template as open-iris 1.11 serialises it (IrisTemplate.serialize): a JSON object of three strings, code and mask in base64 with the most significant
/// bit first. What is written here equals what Python's json.dumps writes there, byte for byte.
/// </summary>
public static class IrisTemplateJson
{
    /// <summary>The version of the code that open-iris names; codes of other versions are not comparable with it.</summary>
    public const string Version = "v0.1";

    /// <summary>A file is shorter even with generous white space.</summary>
    public const int MaxLength = 8192;

    /// <summary>Base64 characters of 2 048 bytes.</summary>
    private const int EncodedLength = (IrisTemplate.PackedLength + 2) / 3 * 4;

    private static ReadOnlySpan<byte> Head => "{\"iris_codes\": \""u8;

    private static ReadOnlySpan<byte> Middle => "\", \"mask_codes\": \""u8;

    private static ReadOnlySpan<byte> Tail => "\", \"iris_code_version\": \"v0.1\"}"u8;

    /// <summary>The caller zeroes the bytes.</summary>
    public static byte[] Write(IrisTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Span<byte> code = stackalloc byte[IrisTemplate.PackedLength], mask = stackalloc byte[IrisTemplate.PackedLength];
        template.WritePacked(code, mask);
        var json = new byte[Head.Length + EncodedLength + Middle.Length + EncodedLength + Tail.Length];
        Span<byte> rest = json;
        rest = Append(Head, rest);
        rest = AppendBase64(code, rest);
        rest = Append(Middle, rest);
        rest = AppendBase64(mask, rest);
        Append(Tail, rest);
        CryptographicOperations.ZeroMemory(code);
        CryptographicOperations.ZeroMemory(mask);
        return json;
    }

    /// <summary>
    /// False, with one sentence, unless the text is one object with exactly the three members, each once, and canonical base64 of the right length.
    /// Order of members and white space are free.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out IrisTemplate? template, out string problem)
    {
        byte[] code = new byte[IrisTemplate.PackedLength], mask = new byte[IrisTemplate.PackedLength];
        try
        {
            problem = json.Length > MaxLength ? $"A template has at most {MaxLength} bytes." : Read(json, code, mask);
        }
        catch (JsonException)
        {
            problem = "The template is not well-formed JSON.";
        }

        template = problem.Length == 0 ? IrisTemplate.OfPacked(code, mask) : null;
        CryptographicOperations.ZeroMemory(code);
        CryptographicOperations.ZeroMemory(mask);
        return template is not null;
    }

    /// <returns>What is wrong, or nothing.</returns>
    private static string Read(ReadOnlySpan<byte> json, byte[] code, byte[] mask)
    {
        const string Shape = "A template is an object with the strings iris_codes, mask_codes and iris_code_version, each once, and nothing else.";
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Shape;
        }

        int seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = reader.ValueTextEquals("iris_codes"u8) ? 1 : reader.ValueTextEquals("mask_codes"u8) ? 2 : reader.ValueTextEquals("iris_code_version"u8) ? 4 : 0;
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || member == 0 || (seen & member) != 0)
            {
                return Shape;
            }

            if (member == 4 ? !reader.ValueTextEquals(Version) : !TryDecode(reader.ValueSpan, member == 1 ? code : mask))
            {
                return member == 4 ? $"Only templates of version {Version} are read." : "A code or mask is not the canonical base64 of 2048 bytes.";
            }

            seen |= member;
        }

        // A reader over a whole text throws at anything behind its first value.
        return seen == 7 && !reader.Read() ? "" : Shape;
    }

    /// <summary>Encoding again refuses white space, escapes and stray bits in the last character.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> text, byte[] bytes)
    {
        if (text.Length != EncodedLength || Base64.DecodeFromUtf8(text, bytes, out _, out int written) != OperationStatus.Done || written != bytes.Length)
        {
            return false;
        }

        Span<byte> again = stackalloc byte[EncodedLength];
        AppendBase64(bytes, again);
        bool same = again.SequenceEqual(text);
        CryptographicOperations.ZeroMemory(again);
        return same;
    }

    private static Span<byte> Append(scoped ReadOnlySpan<byte> text, Span<byte> rest)
    {
        text.CopyTo(rest);
        return rest[text.Length..];
    }

    private static Span<byte> AppendBase64(scoped ReadOnlySpan<byte> bytes, Span<byte> rest)
    {
        Base64.EncodeToUtf8(bytes, rest, out _, out int written);
        return rest[written..];
    }
}
