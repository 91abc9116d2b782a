using System.Text.Encodings.Web;
using System.Text.Json;

namespace Zkml.Credentials.Json;

/// <summary>JSON as we write it: fields in the order of the code, one line break, the same in every culture and on every system.</summary>
internal static class JsonText
{
    public static byte[] Write(Action<Utf8JsonWriter> content, bool indented = false)
    {
        // Relaxed: a '+' of base64 stays one character. None of these texts goes into HTML unescaped.
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            content(json);
        }

        return stream.ToArray();
    }
}
