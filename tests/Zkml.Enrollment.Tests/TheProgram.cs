using Zkml.Device;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class TheProgram
{
    [Fact]
    public async Task Forgets_the_image_as_soon_as_it_has_answered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory of another process is read as Linux shows it.");
        using var folder = new TemporaryFolder();
        await using EnrollmentProcess program = await EnrollmentProcess.StartAsync(folder);
        using var device = new TestDevice("SN-control-control-control");
        await device.RegisterAsync(program.Device, program.Operator);
        Sighting[] seen = [.. Enumerable.Range(20, 6).Select(seed => Sightings.Noise(seed))];
        foreach (Sighting sighting in seen)
        {
            byte[] capture = device.Capture(await TestDevice.ChallengeAsync(program.Device), sighting);
            await (await TestDevice.SubmitAsync(program.Device, capture, device.Id.ToString())).JsonAsync(202);
        }

        byte[][] canaries = [.. seen.SelectMany(sighting => Slices(sighting.Pixels.ToArray()).Concat(Slices(sighting.Mask.ToArray())))];

        Assert.True(program.Remembers("SN-control-control-control"u8.ToArray()) || program.Remembers(System.Text.Encoding.Unicode.GetBytes("SN-control-control-control")));
        await Eventually.HoldsAsync(() => Task.FromResult(!program.Remembers(canaries)));
    }

    /// <summary>From the first bytes to the last.</summary>
    private static IEnumerable<byte[]> Slices(byte[] bytes) => Enumerable.Range(0, 4).Select(i => bytes.AsSpan((bytes.Length - 24) / 3 * i, 24).ToArray());
}
