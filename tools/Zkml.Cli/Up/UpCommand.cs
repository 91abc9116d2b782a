using System.CommandLine;
using Spectre.Console;
using Zkml.Cli.Services;

namespace Zkml.Cli.Up;

/// <summary>`zkml up`: all three services in this process until it is told to stop.</summary>
public static class UpCommand
{
    public static Command Create(Output output)
    {
        var data = new Option<string>("--data") { Description = "Folder of databases, objects and keys, for you only.", HelpName = "DIR", DefaultValueFactory = _ => "zkml-data" };
        var url = new Option<string>("--url") { Description = "Where to listen, on this machine.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var models = new Option<string?>("--models") { Description = "Also take faces, with the models (ONNX, 8 bits) in this folder. Nothing compares faces: one person may get several credentials.", HelpName = "DIR" };
        var compose = new Option<string?>("--init-compose") { Description = "Instead: make a folder of keys and settings for docker-compose.yml, and end.", HelpName = "DIR" };
        var command = new Command("up", """
            Run registry, prover and issuer in one process, for simulated devices, until Ctrl-C. Everything is kept in one folder.
            Example: zkml up --data zkml-data --url http://127.0.0.1:8080
            Example: zkml up --models models
            """) { data, url, models, compose };
        command.SetAction(parsed => parsed.GetValue(compose) is { } folder ? Prepare(folder, output)
            : Run(parsed.GetRequiredValue(data), Address(parsed.GetRequiredValue(url)), parsed.GetValue(models), output));
        return command;
    }

    private static int Prepare(string folder, Output output)
    {
        var report = new ComposeReport(ComposeFolder.Create(folder));
        output.Write(report, ZkmlJson.Default.ComposeReport, screen =>
            screen.WriteLine($"wrote {report.Settings}; start: docker compose --env-file {report.Settings} up --build --wait"));
        return ExitCode.Ok;
    }

    private static int Run(string path, Uri url, string? models, Output output)
    {
        using DataFolder folder = DataFolder.Open(path);
        using House house = House.Start(folder, url, models);
        UpReport report = Describe(house, folder);
        output.Write(report, ZkmlJson.Default.UpReport, screen => Draw(screen, report));
        return house.WaitForStop() ? ExitCode.Ok : ExitCode.Failure;
    }

    /// <summary>Plain HTTP, so only where nobody else can listen.</summary>
    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url is { Scheme: "http", PathAndQuery: "/", IsLoopback: true }
        ? url
        : throw new UsageException($"'{text}' is no http address of this machine such as http://127.0.0.1:8080. Others come to the services as docs/operations.md has it.");

    private static UpReport Describe(House house, DataFolder folder)
    {
        string url = house.Url;
        using ServiceClient client = ServiceClient.Of(url, keyFile: null);
        (string issuer, IReadOnlyList<string> keys) = client.Issuer();
        return new UpReport(url, $"{url}/", $"{url}/operator", folder.OperatorKeyFile, folder.DeviceKeyFile, folder.ManufacturerPath, issuer, keys);
    }

    private static void Draw(IAnsiConsole screen, UpReport report)
    {
        screen.WriteLine($"Enrollment, Prover and Attestation run at {report.Url} until Ctrl-C.");
        (string Title, string Value)[] lines =
        [
            ("verifier page", report.VerifierPage), ("operator page", report.OperatorPage), ("operator's key in", report.OperatorKeyFile),
            ("devices' key in", report.DeviceKeyFile), ("manufacturer in", report.Manufacturer), ("issuer", report.Issuer),
            .. report.IssuerKeys.Select(key => ("issuer key", key)),
        ];
        foreach ((string title, string value) in lines)
        {
            screen.WriteLine($"  {title,-18} {value}");
        }
    }
}
