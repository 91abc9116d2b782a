using Zkml.EndToEnd.Tests.Support;

namespace Zkml.EndToEnd.Tests;

/// <summary>Thirty times a service is killed in the middle of its work, and the broker and the database twice each, while captures come in.</summary>
public sealed class UnderFaults
{
    private const int Kills = 10, Captures = 20, Devices = 4;

    /// <summary>Decides when what is killed; another one by ZKML_FAULT_SEED.</summary>
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ZKML_FAULT_SEED"), out int seed) ? seed : 20261123;

    [Fact]
    public async Task Every_accepted_capture_is_attested_once_and_every_event_arrives_whatever_is_killed()
    {
        await using House house = await House.StartAsync();
        await Stranger.ListenAsync(house);
        SimulatedDevice[] devices = await house.RegisterDevicesAsync(Devices);
        var chaos = new Chaos(house, Seed);
        using var end = new CancellationTokenSource();
        Task supervisor = chaos.SuperviseAsync(end.Token), kills = chaos.RunAsync(Kills);

        Capture[] captures = await SubmitAsync(house, devices, kills);
        await kills;
        Ending[] endings = await Task.WhenAll(captures.Select(capture => capture.EndAsync(house)));

        Assert.All(endings, ending => Assert.Equal("attested", ending.State));
        Assert.Equal(captures.Select(capture => capture.Id).Order(), (await Rows.AttestedCapturesAsync(house)).Order());
        await Eventually.HoldsAsync(async () => await Rows.LivingKeysAsync(house) == 0);
        await Eventually.HoldsAsync(async () => await Rows.UnpublishedAsync(house) == 0);
        await EventsAreCompleteAsync(house, captures);
        await end.CancelAsync();
        await supervisor;
        Array.ForEach(devices, device => device.Dispose());
    }

    /// <summary>Some at once, others later, the last when nothing is killed any more.</summary>
    private static async Task<Capture[]> SubmitAsync(House house, SimulatedDevice[] devices, Task kills)
    {
        var random = new Random(Seed - 2);
        List<Task<Capture>> captures = [];
        for (int i = 0; i < Captures - 1; i++)
        {
            captures.Add(Capture.SubmitAsync(house, devices[i % Devices], eye: i));
            await Task.WhenAny(kills, Task.Delay(random.Next(3000)));
        }

        await kills;
        captures.Add(Capture.SubmitAsync(house, devices[0], eye: Captures));
        return await Task.WhenAll(captures);
    }

    /// <summary>Each announced event came at least once, and by its id there is one of each kind for each capture.</summary>
    private static async Task EventsAreCompleteAsync(House house, Capture[] captures)
    {
        List<SeenEvent> seen = await Stranger.ReadAsync(house);
        Assert.Subset(seen.Select(one => one.Id).ToHashSet(), await Rows.AnnouncedAsync(house));
        ILookup<Guid, string> byCapture = seen.DistinctBy(one => one.Id).Where(one => one.Capture is not null).ToLookup(one => one.Capture!.Value, one => one.Name);
        Assert.Equal(captures.Length, byCapture.Count);
        Assert.All(byCapture, names => Assert.Equal(
            ["zkml.v1.attestation-issued", "zkml.v1.capture-accepted", "zkml.v1.proof-completed", "zkml.v1.proof-requested"],
            names.Where(name => name is not ("zkml.v1.proof-progressed" or "zkml.v1.proof-started")).Order(StringComparer.Ordinal)));
    }
}
