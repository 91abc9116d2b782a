using System.Text.Json;
using Zkml.Fields;

namespace Zkml.Gadgets.Tests.Hashing;

/// <summary>The published permutation of each width, from the shared vectors; the test is skipped where they are absent.</summary>
internal static class KnownAnswers
{
    public static (KoalaBear[] Input, KoalaBear[] Output) Read(int width)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path()));
        JsonElement answer = document.RootElement.GetProperty("widths").GetProperty(width.ToString(System.Globalization.CultureInfo.InvariantCulture)).GetProperty("known_answer");
        return (Elements(answer.GetProperty("input")), Elements(answer.GetProperty("output")));
    }

    private static KoalaBear[] Elements(JsonElement array) => [.. array.EnumerateArray().Select(e => KoalaBear.FromUInt32(e.GetUInt32()))];

    private static string Path()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "shared", "vectors", "poseidon2", "koalabear.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip("The shared Poseidon2 vectors are not beside the repository.");
        return "";
    }
}
