using System.Net;
using System.Text;
using System.Text.Json;
using Zkml.Captures;
using Zkml.Device;
using Zkml.EndToEnd.Tests.Support;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.EndToEnd.Tests;

/// <summary>Nothing of an image or a template is anywhere once its capture has ended: attested, refused at the door, rejected by the prover, or proved after a crash.</summary>
public sealed class WhatIsKept : IAsyncLifetime
{
    private const int Attested = 701, Refused = 702, Rejected = 703, Crashed = 704;

    /// <summary>The shortest runs that count.</summary>
    private const int Pixels = 16, TemplateBytes = 8;

    private readonly SecretRuns _secrets = new();
    private readonly List<byte[]> _samples = [];
    private TelemetrySink _sink = null!;
    private House? _house;

    [Fact]
    public async Task Nothing_of_an_image_or_a_template_is_left_in_files_databases_messages_logs_traces_or_memory()
    {
        House house = _house!;
        using SimulatedDevice device = (await house.RegisterDevicesAsync(1))[0];
        int[] eyes = [Attested, Refused, Rejected, Crashed];
        Array.ForEach(eyes, Remember);

        Assert.Equal("attested", (await (await Capture.SubmitAsync(house, device, Attested)).EndAsync(house)).State);
        await RefuseAsync(house, device);
        Sighting closed = Sightings.Eye(Rejected) with { Mask = new byte[Sightings.Eye(Rejected).Mask.Length] };
        Assert.Equal("rejected", (await (await Capture.SubmitAsync(house, device, Rejected, closed)).EndAsync(house)).State);
        Assert.Equal("attested", await CrashAsync(house, device));
        await Eventually.HoldsAsync(async () => await Rows.LivingKeysAsync(house) == 0);
        await Eventually.HoldsAsync(() => Task.FromResult(!Directory.EnumerateFiles(house.Folder.File("objects"), "*", SearchOption.AllDirectories)
            .Any(file => file.Contains("sealed", StringComparison.OrdinalIgnoreCase))));

        Assert.NotEmpty(_secrets.InMemoryOf(Environment.ProcessId));
        Assert.All(house.Services.Select(service => service.ProcessId!.Value), process => Assert.Empty(_secrets.InMemoryOf(process)));
        foreach (string database in House.Databases)
        {
            NotIn(Encoding.UTF8.GetBytes(await house.Database.DumpAsync(database)));
        }

        Assert.All(house.Services, service => NotIn(Encoding.UTF8.GetBytes(service.Log)));
        Assert.Contains("accept capture", Encoding.UTF8.GetString(_sink.Received), StringComparison.Ordinal);
        NotIn(_sink.Received);

        // Killed, so that their files are what a thief of the disk would find, and none of them goes while it is read.
        await house.Broker.KillAsync();
        await house.Database.KillAsync();
        Assert.All((string[])[house.Folder.Path, house.Broker.Folder, house.Database.DataFolder], NotInFiles);
    }

    public async ValueTask InitializeAsync()
    {
        _sink = await TelemetrySink.StartAsync();
        _house = await House.StartAsync(_sink.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is { } house)
        {
            await house.DisposeAsync();
        }

        await _sink.DisposeAsync();
    }

    /// <summary>Signed by another device than it says; cut off; of a device that is not known.</summary>
    private static async Task RefuseAsync(House house, SimulatedDevice device)
    {
        using SimulatedDevice other = (await house.RegisterDevicesAsync(1))[0];
        byte[] file = device.Capture(await SimulatedDevice.ChallengeAsync(house.Enrollment.Device), Sightings.Eye(Refused));
        (byte[] Body, Guid Device, HttpStatusCode Status)[] bad =
        [
            (file, other.Id, HttpStatusCode.UnprocessableEntity), (file[..^7], device.Id, HttpStatusCode.BadRequest), (file, Guid.NewGuid(), HttpStatusCode.Forbidden),
        ];
        foreach ((byte[] body, Guid id, HttpStatusCode status) in bad)
        {
            using HttpResponseMessage answer = await SimulatedDevice.SubmitAsync(house.Enrollment.Device, body, id.ToString());
            Assert.Equal(status, answer.StatusCode);
        }
    }

    /// <summary>The prover dies in the middle of the proof.</summary>
    private static async Task<string> CrashAsync(House house, SimulatedDevice device)
    {
        Capture capture = await Capture.SubmitAsync(house, device, Crashed);
        await Eventually.HoldsAsync(async () =>
        {
            JsonElement document = await (await house.Enrollment.Device.GetAsync($"/v1/captures/{capture.Id}")).JsonAsync();
            return document.GetProperty("state").GetString() != "accepted";
        });
        await house.Prover.KillAsync();
        await house.Prover.StartAsync();
        return (await capture.EndAsync(house)).State;
    }

    private void Remember(int eye)
    {
        Sighting seen = Sightings.Eye(eye);
        byte[] pixels = seen.Pixels.ToArray(), code = new byte[IrisTemplate.PackedLength], mask = new byte[IrisTemplate.PackedLength];
        using IrisTemplate template = IrisCode.Template(pixels, MaskDigest.Unpack(seen.Mask.Span), seen.Shape.Width);
        template.WritePacked(code, mask);
        _secrets.Add(pixels, Pixels);
        _secrets.Add(code, TemplateBytes);
        _samples.AddRange([pixels[30_000..30_024], code[1000..1024]]);
    }

    private void NotInFiles(string folder)
    {
        Assert.Empty(_secrets.InFiles(folder));
        Assert.All(_samples, sample => Assert.Empty(Traces.Find(folder, sample)));
    }

    /// <summary>Neither as it is, nor as hexadecimal digits or base64.</summary>
    private void NotIn(byte[] bytes)
    {
        Assert.False(_secrets.AreIn(bytes));
        Assert.All(_samples, sample => Assert.False(Traces.In(bytes, sample)));
    }
}
