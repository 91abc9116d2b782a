using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Cli.Proofs;
using Zkml.Matching.Faces;
using Zkml.Matching.Templates;

namespace Zkml.Cli.Match;

/// <summary>`zkml match A B`: whether two templates are of one eye, or of one face. For who holds both; the distance goes to the screen and nowhere else.</summary>
public static class MatchCommand
{
    private const double DefaultThreshold = 0.345;

    public static Command Create(Output output)
    {
        var first = new Argument<string>("a") { Description = "A template: of an iris as open-iris writes it, or of a face." };
        var second = new Argument<string>("b") { Description = "Another." };
        var threshold = new Option<string?>("--threshold")
        {
            Description = FormattableString.Invariant($"The largest distance of one eye (default {DefaultThreshold}), or the least cosine of one face (default {CosineRule.DefaultPerMille / 1000m})."),
            HelpName = "T",
        };
        var command = new Command("match", """
            Compare two templates. Of irises: masked Hamming distance, least of 31 turns; of faces: cosine, decided in integers. Ends with 0 for a match, 1 for none.
            Example: zkml match eye.json other.json
            """) { first, second, threshold };
        command.SetAction(parsed =>
        {
            (string a, string b) = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            MatchReport report = FaceTemplateFile.Recognises(a) ? Faces(a, b, parsed.GetValue(threshold)) : Irises(a, b, parsed.GetValue(threshold));
            output.Write(report, ZkmlJson.Default.MatchReport, screen => screen.WriteLine($"{(report.Match ? "MATCH" : "NO MATCH")}: {Words(report)}"));
            return report.Match ? ExitCode.Ok : ExitCode.Invalid;
        });
        return command;
    }

    private static MatchReport Irises(string first, string second, string? threshold)
    {
        double most = threshold is null ? DefaultThreshold
            : double.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given is >= 0 and <= 1 ? given
            : throw new UsageException("--threshold takes a distance from 0 to 1.");
        using IrisTemplate a = Read(first), b = Read(second);
        using var matcher = new IrisMatcher(a);
        double distance = matcher.Distance(b);
        return new MatchReport(distance <= most, most) { Distance = distance, NormalisedDistance = matcher.NormalisedDistance(b) };
    }

    private static MatchReport Faces(string first, string second, string? threshold)
    {
        int perMille = threshold is null ? CosineRule.DefaultPerMille : Options.PerMille(threshold);
        (FaceTemplate a, FaceTemplate b) = FaceTemplateFile.ReadPair(first, second);
        using (a)
        using (b)
        {
            return new MatchReport(new CosineRule(perMille).Matches(a.Values, b.Values), perMille / 1000.0) { Cosine = CosineRule.Cosine(a.Values, b.Values) };
        }
    }

    private static string Words(MatchReport report) => report.Cosine is { } cosine
        ? FormattableString.Invariant($"cosine {cosine:0.0000}, threshold {report.Threshold}")
        : FormattableString.Invariant($"distance {report.Distance:0.0000} (normalised as open-iris does: {report.NormalisedDistance:0.0000}), threshold {report.Threshold}");

    private static IrisTemplate Read(string path)
    {
        byte[] json = InputFile.Read(path, IrisTemplateJson.MaxLength);
        bool read = IrisTemplateJson.TryRead(json, out IrisTemplate? template, out string problem);
        CryptographicOperations.ZeroMemory(json);
        return read ? template! : throw new UsageException($"{path}: {problem}");
    }
}
