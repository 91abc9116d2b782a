using Spectre.Console;

namespace Zkml.Cli;

/// <summary>Lines of many numbers: folding them at a width takes seconds for an image, and cuts a vector that a script reads.</summary>
internal static class LongLines
{
    public static void WriteUnfolded(this IAnsiConsole screen, string line) => screen.Profile.Out.Writer.WriteLine(line);
}
