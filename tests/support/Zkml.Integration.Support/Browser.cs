using System.Diagnostics;
using System.Text.Json;

namespace Zkml.Integration.Support;

/// <summary>A person's visit to a page of ours in Chromium, in each colour scheme and on a desk and a telephone; see tests/browser.</summary>
public static class Browser
{
    /// <summary>What was seen in each look; skips the running test, saying why, where Chromium, Node or the packages are not to be had.</summary>
    /// <param name="script">A file of tests/browser.</param>
    /// <param name="input">What the script reads from standard input: secrets go there and not into arguments, which every process may read.</param>
    /// <param name="arguments">What the script takes after the browser.</param>
    public static async Task<IReadOnlyList<JsonElement>> VisitAsync(string script, string input, params string[] arguments)
    {
        Assert.SkipWhen(Programs.Chromium is null, "Chromium is not installed.");
        string folder = NodePackage.Require("browser");
        using Process process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, script), Programs.Chromium!, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            string seen = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            return [.. JsonDocument.Parse(seen).RootElement.EnumerateArray()];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What holds for every page in every look.</summary>
    /// <param name="seen">What <see cref="VisitAsync"/> gave.</param>
    /// <param name="origin">Where everything must have come from.</param>
    /// <param name="pages">The names of the pages that the script looked at.</param>
    public static void CheckEveryLook(IReadOnlyList<JsonElement> seen, string origin, params string[] pages)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(pages);
        Assert.Equal(4, seen.Count);
        foreach (JsonElement look in seen)
        {
            Assert.Empty(look.GetProperty("complaints").EnumerateArray().Select(line => line.GetString()));
            Assert.Equal([origin], look.GetProperty("origins").EnumerateArray().Select(from => from.GetString()));
            Assert.Equal(0, look.GetProperty("cookies").GetInt32());
            string paper = look.GetProperty("colorScheme").GetString() == "dark" ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)";
            foreach (JsonElement page in pages.Select(name => look.GetProperty(name)))
            {
                Assert.Empty(page.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()));
                Assert.Equal(paper, page.GetProperty("paper").GetString());
                Assert.False(page.GetProperty("wide").GetBoolean(), $"The page runs out of {look.GetProperty("width")} pixels.");
            }
        }
    }

    public static string Text(JsonElement look, string page) => look.GetProperty(page).GetProperty("text").GetString()!;

    public static IEnumerable<string?> Stops(JsonElement look) => look.GetProperty("stops").EnumerateArray().Select(stop => stop.GetString());
}
