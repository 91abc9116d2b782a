using System.Text.Json;
using Zkml.Cli;

namespace Zkml.Up.Tests.Support;

/// <summary>The command line, in this process.</summary>
internal static class Command
{
    public static (int Code, string Result, string Error) Run(params string[] words)
    {
        using StringWriter result = new(), error = new();
        int code = CommandLineApp.Run(words, new Output(result, error, interactive: false));
        return (code, result.ToString(), error.ToString());
    }

    /// <summary>Its JSON document, when it ends with the code.</summary>
    public static JsonElement Json(int code, params string[] words)
    {
        (int ended, string result, string error) = Run([.. words, "--json"]);
        Assert.True(code == ended, $"{ended}: {result}{error}");
        return JsonDocument.Parse(result).RootElement;
    }

    /// <summary>Bad usage, in one sentence with the words.</summary>
    public static void IsUsage(string sentence, params string[] words)
    {
        (int code, string result, string error) = Run(words);
        Assert.Equal((ExitCode.Usage, ""), (code, result));
        Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }
}
