using System.Diagnostics;
using System.Net.Http.Headers;
using Zkml.EndToEnd.Tests.Support;

namespace Zkml.EndToEnd.Tests;

/// <summary>What one process of a service does in a second; docs/operations.md has the figures.</summary>
[Trait("Category", "Slow")]
public sealed class ServicesUnderLoad(RunningHouse running, ITestOutputHelper output) : IClassFixture<RunningHouse>
{
    private const int Bundles = 4, Clients = 4, WarmUp = 40, Requests = 600, FirstCaptures = 8, Captures = 24;

    [Fact]
    public async Task Every_bundle_is_accepted_by_Attestation_and_its_memory_stays_flat()
    {
        House house = running.House;
        byte[][] bundles = await BundlesAsync(house);
        await VerifyAsync(house, bundles, WarmUp);
        await MeasureAsync(house.Attestation, Requests, () => VerifyAsync(house, bundles, Requests));
    }

    [Fact]
    public async Task Every_capture_of_a_queue_is_attested_and_the_memory_of_the_prover_stays_flat()
    {
        House house = running.House;
        using SimulatedDevice device = (await house.RegisterDevicesAsync(1))[0];
        await ProveAsync(house, device, 1000, FirstCaptures);
        await MeasureAsync(house.Prover, Captures, () => ProveAsync(house, device, 2000, Captures));
    }

    /// <summary>Reports what one piece of work takes.</summary>
    private async Task MeasureAsync(ServiceProgram program, int pieces, Func<Task> work)
    {
        using Process service = Process.GetProcessById(program.ProcessId!.Value);
        (TimeSpan busy, long memory) = (service.TotalProcessorTime, service.WorkingSet64);
        var watch = Stopwatch.StartNew();
        await work();
        TimeSpan elapsed = watch.Elapsed;
        service.Refresh();
        output.WriteLine(
            $"{pieces / elapsed.TotalSeconds:F1} a second by one process, processor {(service.TotalProcessorTime - busy).TotalMilliseconds / pieces:F0} ms each, "
            + $"memory {memory >> 20} then {service.WorkingSet64 >> 20} MB");
        Assert.True(service.WorkingSet64 < memory * 3 / 2, $"{memory >> 20} then {service.WorkingSet64 >> 20} MB");
    }

    /// <summary>So many eyes of a device, all in the queue at once, until each is attested.</summary>
    private static async Task ProveAsync(House house, SimulatedDevice device, int firstEye, int count)
    {
        Capture[] captures = await Task.WhenAll(Enumerable.Range(firstEye, count).Select(eye => Capture.SubmitAsync(house, device, eye)));
        Ending[] endings = await Task.WhenAll(captures.Select(capture => capture.EndAsync(house)));
        Assert.All(endings, ending => Assert.Equal("attested", ending.State));
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
