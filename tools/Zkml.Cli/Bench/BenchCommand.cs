using System.CommandLine;
using Spectre.Console;

namespace Zkml.Cli.Bench;

/// <summary>`zkml bench [NAME]`: measures one bench, or lists them all.</summary>
public static class BenchCommand
{
    private const int DefaultRuns = 5;

    public static Command Create(Output output, IReadOnlyDictionary<string, BenchEntry> benches)
    {
        ArgumentNullException.ThrowIfNull(benches);
        var name = new Argument<string?>("name") { Description = "Which bench; leave it out to list them.", Arity = ArgumentArity.ZeroOrOne };
        Option<int?> size = Positive("--size", "Size of the work; what it counts depends on the bench.", "--width", "--params");
        var digest = new Option<string?>("--digest") { Description = "How the device hashes images: sha-256 or poseidon2-koalabear (iris, face)." };
        var mask = new Option<string?>("--mask") { Description = "Which bits of the code count: simple or open-iris (iris)." };
        var shared = new Option<bool>("--shared") { Description = "Also share the template among three stores (iris)." };
        var model = new Option<string?>("--model") { Description = "A quantised ONNX file (model, face)." };
        var hidden = new Option<bool>("--private") { Description = "Secret weights under a commitment (lenet, vgg11, model)." };
        var frame = new Option<string?>("--frame") { Description = "Devices sign frames of this size, 640x480, or averaged by a factor, 640x480/2 (face)." };
        Option<int?> runs = Positive("--runs", $"Measured runs after the warm-up (default {DefaultRuns}).");
        Option<int?> threads = Positive("--threads", "Threads of the prover (default: all processors).");
        var command = new Command("bench", """
            Measure proving and verifying on this machine.
            Example: zkml bench ecdsa --runs 5
            """) { name, size, runs, threads, digest, mask, shared, model, hidden, frame };
        command.SetAction(parsed => parsed.GetValue(name) is string chosen
            ? Measure(chosen, new Request(
                parsed.GetValue(runs), parsed.GetValue(threads), parsed.GetValue(size),
                new BenchOptions(0)
                {
                    Digest = parsed.GetValue(digest), Mask = parsed.GetValue(mask), Shared = parsed.GetValue(shared), Model = parsed.GetValue(model),
                    Private = parsed.GetValue(hidden), Frame = parsed.GetValue(frame),
                }), output, benches)
            : List(output, benches));
        return command;
    }

    private static Option<int?> Positive(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, out int value) && value >= 1)
            {
                return value;
            }

            result.AddError($"{name} takes a whole number of at least 1.");
            return null;
        },
    };

    private static int List(Output output, IReadOnlyDictionary<string, BenchEntry> benches)
    {
        IReadOnlyList<BenchListing> lines =
            [.. benches.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new BenchListing(b.Key, b.Value.DefaultSize, b.Value.Description))];
        output.Write(lines, ZkmlJson.Default.IReadOnlyListBenchListing, screen =>
        {
            foreach (BenchListing line in lines)
            {
                screen.WriteLine($"{line.Name,-20} {line.Description} (default size {line.DefaultSize})");
            }
        });
        return ExitCode.Ok;
    }

    private static int Measure(string name, Request request, Output output, IReadOnlyDictionary<string, BenchEntry> benches)
    {
        if (!benches.TryGetValue(name, out BenchEntry? entry))
        {
            string names = benches.Count == 0 ? "none" : string.Join(", ", benches.Keys.Order(StringComparer.Ordinal));
            throw new UsageException($"There is no bench '{name}'; there is: {names}.");
        }

        string[] given = request.Options.Given();
        if (given.FirstOrDefault(option => !entry.Options.Contains(option)) is { } unknown)
        {
            throw new UsageException($"The bench '{name}' has no option {unknown}.");
        }

        int size = request.Size ?? entry.DefaultSize, runs = request.Runs ?? DefaultRuns, threads = request.Threads ?? Environment.ProcessorCount;
        BenchReport? report = output.Progress(name, step => BenchRunner.Run(entry.Create(request.Options with { Size = size }), size, runs, threads, step));
        if (report is null)
        {
            output.Error($"Bench '{name}' made a proof that does not verify.");
            return ExitCode.Invalid;
        }

        output.Write(report, ZkmlJson.Default.BenchReport, screen => Draw(screen, report));
        return ExitCode.Ok;
    }

    private static void Draw(IAnsiConsole screen, BenchReport report)
    {
        Table table = new Table().Title($"{Markup.Escape(report.Name)}, size {report.Size}, {report.Threads} threads, {report.Runs} runs")
            .AddColumns("", "min", "median", "max");
        table.AddRow("prove, ms", $"{report.ProveMs.Min:0.0}", $"{report.ProveMs.Median:0.0}", $"{report.ProveMs.Max:0.0}");
        table.AddRow("verify, ms", $"{report.VerifyMs.Min:0.0}", $"{report.VerifyMs.Median:0.0}", $"{report.VerifyMs.Max:0.0}");
        screen.Write(table);
        screen.WriteLine($"proof {report.ProofBytes:N0} bytes, peak memory {report.PeakRssMb:0.0} MB, soundness {report.SoundnessBits:0.0} bits");
        screen.WriteLine($"committed {report.Committed:N0} values, {report.Lookups:N0} lookups");
    }

    private sealed record Request(int? Runs, int? Threads, int? Size, BenchOptions Options);
}
