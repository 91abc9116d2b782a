using System.Text.Json;
using Zkml.Cli;
using Zkml.Integration.Support;
using Zkml.Up.Tests.Support;

namespace Zkml.Up.Tests;

/// <summary>The environment that docker-compose.yml gives its containers, with other hosts and paths, starts the programs and takes a capture to its bundle.</summary>
public sealed class TheContainersConfiguration
{
    [Fact]
    public async Task Starts_the_services_as_processes_which_attest_a_capture()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        using var folder = new TemporaryFolder();
        string secrets = folder.File("secrets");
        Command.Json(ExitCode.Ok, "up", "--init-compose", secrets);
        await using var database = new PostgresServer();
        await using var broker = new RabbitMqServer(await File.ReadAllTextAsync(Path.Combine(secrets, "rabbitmq.conf")));
        await Task.WhenAll(database.StartAsync(), broker.StartAsync());
        await database.RunScriptAsync(Path.Combine(secrets, "postgres-init.sql"));
        await database.RequirePasswordsAsync();

        string home = Directory.CreateDirectory(folder.File("home")).FullName;
        Dictionary<string, string> variables = File.ReadAllLines(Path.Combine(secrets, ".env")).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        ServiceProcess Start(string service, string program)
        {
            ComposeFile compose = new();
            Dictionary<string, string> mounts = compose.SecretsOf(service);
            return new ServiceProcess(program, home, compose.Environment(service).ToDictionary(pair => pair.Key, pair => Here(pair.Value)));

            string Here(string value)
            {
                string text = ComposeFile.Substitute(value, variables)
                    .Replace("Host=postgres;", $"Host=127.0.0.1;Port={database.Port};", StringComparison.Ordinal)
                    .Replace("amqp://rabbitmq:5672", $"{broker.Address}", StringComparison.Ordinal);
                return text.Split("/run/secrets/") is [var before, var target]
                    ? before + ComposeFile.Substitute(compose.FileOf(mounts[target]), variables)
                    : text;
            }
        }

        using ServiceProcess enrollment = Start("enrollment", "Zkml.Enrollment.dll"), prover = Start("prover", "Zkml.Prover.dll"),
            attestation = Start("attestation", "Zkml.Attestation.dll");
        foreach (ServiceProcess service in new[] { enrollment, prover, attestation })
        {
            await service.UntilReadyAsync();
        }

        Attest(folder, secrets, enrollment.Url, attestation.Url);
        foreach (ServiceProcess service in new[] { enrollment, prover, attestation })
        {
            Assert.Equal(0, await service.StopAsync());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
    }

    private static void Attest(TemporaryFolder folder, string secrets, string enrollment, string attestation)
    {
        string camera = folder.File("camera"), holder = folder.File("holder");
        Command.Json(ExitCode.Ok, "holder", "new", "--out", holder);
        Command.Json(ExitCode.Ok, "device", "issue", "--root", Path.Combine(secrets, "manufacturer"), "--serial", "C", "--out", camera);
        Command.Json(ExitCode.Ok, "device", "enroll", "--service", enrollment, "--device", camera, "--api-key-file", Path.Combine(secrets, "operator.key"));
        JsonElement report = Command.Json(
            ExitCode.Ok, "capture", "submit", "--service", enrollment, "--attestation", attestation, "--device", camera, "--synthetic", "--holder", holder,
            "--api-key-file", Path.Combine(secrets, "device.key"), "--out", folder.File("bundle.json"));
        Assert.True(Command.Json(ExitCode.Ok, report.GetProperty("verify").GetString()!.Split(' ')[1..]).GetProperty("valid").GetBoolean());
    }
}
