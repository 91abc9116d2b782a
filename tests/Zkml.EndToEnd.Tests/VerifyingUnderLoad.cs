using System.Diagnostics;
using System.Net.Http.Headers;
using Zkml.EndToEnd.Tests.Support;

namespace Zkml.EndToEnd.Tests;

/// <summary>Four clients show bundles to Attestation, one after the other; docs/operations.md has the figures.</summary>
[Trait("Category", "Slow")]
public sealed class VerifyingUnderLoad(RunningHouse running, ITestOutputHelper output) : IClassFixture<RunningHouse>
{
    private const int Bundles = 4, Clients = 4, WarmUp = 40, Requests = 600;

    [Fact]
    public async Task Every_bundle_is_accepted_and_the_memory_stays_flat()
    {
        House house = running.House;
        byte[][] bundles = await BundlesAsync(house);
        await VerifyAsync(house, bundles, WarmUp);
        using Process service = Process.GetProcessById(house.Attestation.ProcessId!.Value), client = Process.GetCurrentProcess();
        (TimeSpan busy, TimeSpan clientBusy, long memory) = (service.TotalProcessorTime, client.TotalProcessorTime, service.WorkingSet64);
        var watch = Stopwatch.StartNew();
        await VerifyAsync(house, bundles, Requests);
        service.Refresh();
        client.Refresh();

        output.WriteLine(
            $"{Requests / watch.Elapsed.TotalSeconds:F1} a second, processor {(service.TotalProcessorTime - busy).TotalMilliseconds / Requests:F0} ms each, "
            + $"of the clients {(client.TotalProcessorTime - clientBusy).TotalMilliseconds / Requests:F0} ms, memory {memory >> 20} then {service.WorkingSet64 >> 20} MB");
        Assert.True(service.WorkingSet64 < memory * 3 / 2, $"{memory >> 20} then {service.WorkingSet64 >> 20} MB");
    }

    private static async Task<byte[][]> BundlesAsync(House house)
    {
        using SimulatedDevice device = (await house.RegisterDevicesAsync(1))[0];
        var bundles = new byte[Bundles][];
        for (int i = 0; i < Bundles; i++)
        {
            Ending ending = await (await Capture.SubmitAsync(house, device, eye: 900 + i)).EndAsync(house);
            bundles[i] = await Capture.BundleAsync(house, ending.Attestation!.Value);
        }

        return bundles;
    }

    private static Task VerifyAsync(House house, byte[][] bundles, int requests) =>
        Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, cancel) =>
        {
            using var content = new ByteArrayContent(bundles[i % bundles.Length]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await house.Attestation.Anyone.PostAsync("/v1/verify", content, cancel);
            Assert.Contains("\"accepted\":true", await answer.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
        });
}
