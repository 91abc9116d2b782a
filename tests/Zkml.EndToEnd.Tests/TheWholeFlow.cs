using System.Text.Json;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.EndToEnd.Tests.Support;
using Zkml.Statements;

namespace Zkml.EndToEnd.Tests;

/// <summary>From four devices to attestations that anyone verifies, through three processes, a broker and a database; a program in another language listens.</summary>
public sealed class TheWholeFlow(RunningHouse running) : IClassFixture<RunningHouse>
{
    private const int Devices = 4, Captures = 10;

    [Fact]
    public async Task Ten_captures_of_four_devices_become_ten_attestations_and_a_stranger_receives_each_event_once()
    {
        House house = running.House;
        await using NodeConsumer consumer = await NodeConsumer.StartAsync(house.Broker, house.Folder.Path);
        SimulatedDevice[] devices = await house.RegisterDevicesAsync(Devices);

        Capture[] captures = await Task.WhenAll(Enumerable.Range(0, Captures).Select(i => Capture.SubmitAsync(house, devices[i % Devices], eye: i)));
        Ending[] endings = await Task.WhenAll(captures.Select(capture => capture.EndAsync(house)));

        Assert.All(endings, ending => Assert.True(ending.State == "attested", $"{ending.State}\n{house.Prover.Log}\n{house.Attestation.Log}"));
        Assert.Equal(Captures, endings.Select(ending => ending.Attestation).Distinct().Count());
        await BundlesAreGoodAsync(house, endings);
        await EachEventCameOnceAsync(consumer, captures);
        Array.ForEach(devices, device => device.Dispose());
    }

    [Fact]
    public async Task The_same_eye_again_is_attested_to_the_new_holder_and_the_old_attestation_is_revoked()
    {
        House house = running.House;
        SimulatedDevice[] devices = await house.RegisterDevicesAsync(2);
        Ending first = await (await Capture.SubmitAsync(house, devices[0], eye: 100)).EndAsync(house);
        Ending second = await (await Capture.SubmitAsync(house, devices[1], eye: 100)).EndAsync(house);

        Assert.Equal("attested", second.State);
        await Eventually.HoldsAsync(async () => (await first.Capture.EndAsync(house)).State == "revoked");
        string no = await VerdictAsync(house, await Capture.BundleAsync(house, second.Attestation!.Value));
        Assert.Contains("\"accepted\":true", no, StringComparison.Ordinal);
        Array.ForEach(devices, device => device.Dispose());
    }

    /// <summary>Each by a verifier that knows the issuer's name and nothing else of the house, and by the house's own page for programs.</summary>
    private static async Task BundlesAreGoodAsync(House house, Ending[] endings)
    {
        var verifier = new BundleVerifier(TimeProvider.System, new KnownStatements([new(512, House.RegistryDepth, Shared: true)]).Verifiers);
        foreach (Ending ending in endings)
        {
            byte[] bundle = await Capture.BundleAsync(house, ending.Attestation!.Value);
            Assert.Null(verifier.Verify(bundle, new BundlePolicy { TrustedIssuers = [House.Issuer] }).Reason);
        }

        Assert.Contains("\"accepted\":true", await VerdictAsync(house, await Capture.BundleAsync(house, endings[0].Attestation!.Value)), StringComparison.Ordinal);
    }

    private static async Task<string> VerdictAsync(House house, byte[] bundle)
    {
        using var content = new ByteArrayContent(bundle);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage answer = await house.Attestation.Anyone.PostAsync("/v1/verify", content);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task EachEventCameOnceAsync(NodeConsumer consumer, Capture[] captures)
    {
        Dictionary<Guid, List<string>> events = captures.ToDictionary(capture => capture.Id, _ => new List<string>());
        HashSet<Guid> ids = [];
        while (events.Values.Any(names => !names.Contains("zkml.v1.attestation-issued")))
        {
            JsonElement seen = await consumer.NextAsync(TimeSpan.FromSeconds(60));
            Note(seen);
        }

        // What was published twice would show by now.
        await Task.Delay(TimeSpan.FromSeconds(1));
        foreach (JsonElement seen in await consumer.StopAsync())
        {
            Note(seen);
        }

        Assert.All(events.Values, names => Assert.Equal(
            ["zkml.v1.attestation-issued", "zkml.v1.capture-accepted", "zkml.v1.proof-completed", "zkml.v1.proof-requested", "zkml.v1.proof-started"],
            names.Where(name => name != "zkml.v1.proof-progressed").Order(StringComparer.Ordinal)));

        void Note(JsonElement seen)
        {
            Assert.True(ids.Add(seen.GetProperty("eventId").GetGuid()), "An event came twice.");
            Assert.Empty(seen.GetProperty("problems").EnumerateArray());
            Assert.True(seen.GetProperty("signed").GetBoolean());
            string name = seen.GetProperty("name").GetString()!;
            Assert.NotNull(MessageCatalogue.Find(name));
            if (seen.TryGetProperty("captureId", out JsonElement capture))
            {
                events[capture.GetGuid()].Add(name);
            }
        }
    }
}
