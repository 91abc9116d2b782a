using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Matching;
using Zkml.Matching.Templates;

namespace Zkml.Cli.Match;

/// <summary>`zkml match A B`: whether two templates are of one eye. For who holds both; the distance goes to the screen and nowhere else.</summary>
public static class MatchCommand
{
    private const double DefaultThreshold = 0.345;

    public static Command Create(Output output)
    {
        var first = new Argument<string>("a") { Description = "A template as open-iris writes it, JSON." };
        var second = new Argument<string>("b") { Description = "Another." };
        var threshold = new Option<double>("--threshold") { Description = "The largest distance of one eye.", HelpName = "D", DefaultValueFactory = _ => DefaultThreshold };
        var command = new Command("match", """
            Compare two iris templates: masked Hamming distance, least of 31 turns. Ends with 0 for a match, 1 for none.
            Example: zkml match eye.json other.json
            """) { first, second, threshold };
        command.SetAction(parsed =>
        {
            double most = parsed.GetValue(threshold);
            if (most is not (>= 0 and <= 1))
            {
                throw new UsageException("--threshold takes a distance from 0 to 1.");
            }

            using IrisTemplate a = Read(parsed.GetRequiredValue(first)), b = Read(parsed.GetRequiredValue(second));
            using var matcher = new IrisMatcher(a);
            double distance = matcher.Distance(b);
            var report = new MatchReport(distance <= most, distance, matcher.NormalisedDistance(b), most);
            output.Write(report, ZkmlJson.Default.MatchReport, screen => screen.WriteLine(
                FormattableString.Invariant($"{(report.Match ? "MATCH" : "NO MATCH")}: distance {distance:0.0000} (normalised as open-iris does: {report.NormalisedDistance:0.0000}), threshold {most}")));
            return report.Match ? ExitCode.Ok : ExitCode.Invalid;
        });
        return command;
    }

    private static IrisTemplate Read(string path)
    {
        byte[] json = InputFile.Read(path, IrisTemplateJson.MaxLength);
        bool read = IrisTemplateJson.TryRead(json, out IrisTemplate? template, out string problem);
        CryptographicOperations.ZeroMemory(json);
        return read ? template! : throw new UsageException($"{path}: {problem}");
    }
}
