using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Zkml.Credentials;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>
/// A bundle means the same in another process, folder, culture and time zone. The other process is this program, copied elsewhere and asked for the one
/// test that reads its environment.
/// </summary>
public sealed class ABundleElsewhere
{
    private const string BundleVariable = "ZKML_TEST_BUNDLE", TimeVariable = "ZKML_TEST_TIME", AnswerVariable = "ZKML_TEST_ANSWER";

    [Theory]
    [InlineData("tr_TR.UTF-8", "tr-TR", "Pacific/Kiritimati")]
    [InlineData("ar_SA.UTF-8", "ar-SA", "America/St_Johns")]
    public async Task Is_accepted_in_any_culture_and_time_zone_by_a_program_that_moved(string language, string culture, string timeZone)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("zkml elsewhere ");
        try
        {
            Copy(AppContext.BaseDirectory, Path.Combine(folder.FullName, "moved"));
            string bundle = Path.Combine(folder.FullName, "bundle.json"), answer = Path.Combine(folder.FullName, "answer");
            await File.WriteAllBytesAsync(bundle, BundleCodec.Write(House.Alice.Bundle), TestContext.Current.CancellationToken);
            string errors = await Run(Path.Combine(folder.FullName, "moved"), new Dictionary<string, string?>
            {
                ["LC_ALL"] = language,
                ["LANG"] = language,
                ["TZ"] = timeZone,
                [BundleVariable] = bundle,
                [TimeVariable] = House.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                [AnswerVariable] = answer,
            });
            Assert.SkipWhen(errors.Contains("ICU", StringComparison.Ordinal), "There are no cultures on this machine: libicu is missing.");
            Assert.Equal($"{culture} accepted", await File.ReadAllTextAsync(answer, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs in the other process only.</summary>
    [Fact(Explicit = true)]
    public void Is_verified_when_the_environment_names_one()
    {
        string bundle = Environment.GetEnvironmentVariable(BundleVariable)!;
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(Environment.GetEnvironmentVariable(TimeVariable)!, CultureInfo.InvariantCulture));
        Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.BaseUtcOffset);

        // Not House.Verify: everything there is made anew in this process, and only the file may speak.
        var verifier = new BundleVerifier(new FixedClock(now), new KnownStatements([new(512, RegistryDepth: 5)]).Verifiers);
        BundleVerdict verdict = verifier.Verify(File.ReadAllBytes(bundle), new BundlePolicy());
        File.WriteAllText(Environment.GetEnvironmentVariable(AnswerVariable)!, $"{CultureInfo.CurrentCulture.Name} {verdict.Reason ?? "accepted"}");
    }

    private static async Task<string> Run(string folder, Dictionary<string, string?> environment)
    {
        string name = typeof(ABundleElsewhere).Assembly.GetName().Name!;
        Globalise(Path.Combine(folder, name + ".runtimeconfig.json"));
        var start = new ProcessStartInfo("dotnet", [name + ".dll", "-explicit", "only", "-method", $"*.{nameof(Is_verified_when_the_environment_names_one)}"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach ((string variable, string? value) in environment)
        {
            start.Environment[variable] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + await errors;
    }

    /// <summary>Our programs have no cultures; those of others do.</summary>
    private static void Globalise(string configuration)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(configuration))!;
        root["runtimeOptions"]!["configProperties"]!.AsObject().Remove("System.Globalization.Invariant");
        root["runtimeOptions"]!["configProperties"]!.AsObject().Remove("System.Globalization.PredefinedCulturesOnly");
        File.WriteAllText(configuration, root.ToJsonString());
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
