using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Zkml.Attestation.Verifying;

/// <summary>The form of the verifier page: a file, or a pasted text. Read part by part into memory; the framework's reader would write large parts to disk.</summary>
internal static class ShownForm
{
    public const string File = "file", Text = "text";

    private const int MostParts = 4, LongestBoundary = 128;

    /// <summary>Null when the form is not in its form; nothing shown when both fields are empty.</summary>
    public static async Task<(bool Readable, Shown? Shown)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return (false, null);
        }

        try
        {
            return (true, await ReadAsync(new MultipartReader(boundary, request.Body), cancel));
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (false, null);
        }
    }

    private static async Task<Shown?> ReadAsync(MultipartReader reader, CancellationToken cancel)
    {
        Shown? pasted = null;
        for (int part = 0; part < MostParts && await reader.ReadNextSectionAsync(cancel) is { } section; part++)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
            {
                throw new InvalidDataException("A part has no name.");
            }

            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, cancel);
            string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name == File && content.Length > 0)
            {
                return Shown.Guess(content.ToArray());
            }

            string text = name == Text ? Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length) : "";
            pasted ??= string.IsNullOrWhiteSpace(text) ? null : Shown.OfPasted(text);
        }

        return pasted;
    }
}
