using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;
using Zkml.Cli.Bench;
using Zkml.Cli.Captures;
using Zkml.Cli.Demo;
using Zkml.Cli.Devices;
using Zkml.Cli.Holders;
using Zkml.Cli.Match;
using Zkml.Cli.Models;
using Zkml.Cli.Proofs;
using Zkml.Cli.Registry;
using Zkml.Cli.Services;
using Zkml.Cli.Up;

namespace Zkml.Cli;

/// <summary>The root command, and the one place where a fault becomes a sentence and an exit code.</summary>
public static class CommandLineApp
{
    private const string Debug = "ZKML_DEBUG";

    public static int Run(string[] args, Output output) => Run(args, output, BenchRegistry.All, ProofRegistry.All);

    /// <summary>The same with registries of the caller's choice, for tests.</summary>
    public static int Run(
        string[] args, Output output, IReadOnlyDictionary<string, BenchEntry> benches, IReadOnlyList<IFileKind> proofs)
    {
        ArgumentNullException.ThrowIfNull(output);
        var json = new Option<bool>("--json") { Description = "Write one JSON document instead of text.", Recursive = true };
        var root = new RootCommand("Zero-knowledge proofs of personhood: prove that a certified device captured a live person, and show nothing else.")
        {
            json,
            DemoCommand.Create(output),
            UpCommand.Create(output),
            DeviceCommand.Create(output),
            HolderCommand.Create(output),
            CaptureCommand.Create(output),
            RegistryCommand.Create(output),
            ProveCommand.Create(output, proofs),
            VerifyCommand.Create(output, proofs),
            MatchCommand.Create(output),
            ModelCommand.Create(output),
            BenchCommand.Create(output, benches),
        };
        ParseResult parsed = root.Parse(args);
        output.Json = parsed.GetValue(json);
        return Misuse(parsed) is { } fault ? Misused(output, fault) : Guarded(parsed, output);
    }

    private static string? Misuse(ParseResult parsed)
    {
        // An unknown word says more than what its absence left missing, which stands first among the errors.
        if (parsed.Errors.Count > 0)
        {
            return parsed.UnmatchedTokens.Count > 0 ? $"'{parsed.UnmatchedTokens[0]}' is not known here." : parsed.Errors[0].Message;
        }

        // A variable that is not set, most likely. As a folder it would be the current one.
        return parsed.CommandResult.Children.FirstOrDefault(part => part.Tokens.Any(token => token.Value.Length == 0)) switch
        {
            OptionResult option => $"{option.Option.Name} is empty.",
            ArgumentResult argument => $"<{argument.Argument.Name}> is empty.",
            _ => null,
        };
    }

    private static int Misused(Output output, string fault)
    {
        output.Error($"{fault} Try --help.");
        return ExitCode.Usage;
    }

    private static int Guarded(ParseResult parsed, Output output)
    {
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output.Result });
        }
        catch (UsageException e)
        {
            output.Error(e.Message);
            return ExitCode.Usage;
        }
        catch (RefusedException e)
        {
            output.Write(new RefusalReport(e.Code, e.Message), ZkmlJson.Default.RefusalReport, screen => screen.WriteLine($"REFUSED: {e.Code}: {e.Message}"));
            return ExitCode.Invalid;
        }
#pragma warning disable CA1031 // The last handler of the process: every fault leaves as one sentence and an exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            output.Error($"Internal error ({e.GetType().Name}): {FirstLine(e.Message)} Set {Debug}=1 to see where.");
            foreach (string line in Environment.GetEnvironmentVariable(Debug) == "1" ? e.ToString().Split('\n') : [])
            {
                output.Error(line.TrimEnd());
            }

            return ExitCode.Failure;
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
