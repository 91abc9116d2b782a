using System.Diagnostics;
using System.Text.Json;

namespace Zkml.Integration.Support;

/// <summary>A Node program that receives every event of a broker; see tests/consumer.</summary>
public sealed class NodeConsumer : IAsyncDisposable
{
    private readonly Process _process;

    private NodeConsumer(Process process) => _process = process;

    /// <summary>Ready to receive. The exchanges must exist.</summary>
    /// <param name="keyFolder">Has Enrollment.pub, Prover.pub, Attestation.pub.</param>
    public static async Task<NodeConsumer> StartAsync(RabbitMqServer broker, string keyFolder)
    {
        ArgumentNullException.ThrowIfNull(broker);
        string script = Path.Combine(NodePackage.Require("consumer"), "consumer.mjs");
        Process process = Process.Start(new ProcessStartInfo(
            "node", [script, broker.Address.ToString(), Path.Combine(Repository.Root, "contracts", "schemas"), keyFolder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        NodeConsumer consumer = new(process);
        await consumer.NextAsync(TimeSpan.FromSeconds(30));
        return consumer;
    }

    /// <summary>What it said of the next message.</summary>
    public async Task<JsonElement> NextAsync(TimeSpan atMost)
    {
        string line = await _process.StandardOutput.ReadLineAsync().WaitAsync(atMost) ?? throw new InvalidOperationException("The consumer ended.");
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Ends it, and returns what it said of the messages that nobody asked for.</summary>
    public async Task<IReadOnlyList<JsonElement>> StopAsync()
    {
        _process.StandardInput.Close();
        string rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return [.. rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
