using System.Diagnostics;
using System.Net;
using Zkml.Device;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

/// <summary>Fifty captures a second for a minute, against the program with a real broker and database, while nobody proves and the queue grows.</summary>
[Trait("Category", "Slow")]
public sealed class UnderLoad(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerSecond = 50, Seconds = 60, Devices = 4;

    private readonly TemporaryFolder _folder = new();
    private RabbitMqServer? _broker;
    private PostgresServer? _database;

    [Fact]
    public async Task Every_capture_is_accepted_and_the_memory_stays_flat()
    {
        await using EnrollmentProcess program = await EnrollmentProcess.StartAsync(_folder, await SettingsAsync());
        TestDevice[] devices = await DevicesAsync(program);
        (TestDevice Device, byte[] Capture)[] captures = await CapturesAsync(program, devices);
        List<long> memory = [];
        TimeSpan busyBefore = program.Busy;
        Stopwatch watch = Stopwatch.StartNew();
        List<Task<(HttpStatusCode Status, double Seconds)>> answers = [];
        for (int i = 0; i < captures.Length; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            answers.Add(SubmitAsync(program, captures[i].Device, captures[i].Capture));
            if (i % (10 * PerSecond) == 0)
            {
                memory.Add(program.Memory);
            }
        }

        (HttpStatusCode Status, double Seconds)[] all = await Task.WhenAll(answers);
        memory.Add(program.Memory);
        double[] times = [.. all.Select(answer => answer.Seconds).Order()];
        output.WriteLine(
            $"{captures.Length} in {watch.Elapsed.TotalSeconds:F1} s, median {times[times.Length / 2] * 1000:F0} ms, 99% {times[times.Length * 99 / 100] * 1000:F0} ms, "
            + $"processor {(program.Busy - busyBefore).TotalSeconds:F1} s, memory {string.Join(" ", memory.Select(bytes => bytes >> 20))} MB");

        Assert.All(all, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.True(memory[^1] < memory[1] * 5 / 4, $"Memory grows: {string.Join(' ', memory.Select(bytes => bytes >> 20))} MB.");
        Array.ForEach(devices, device => device.Dispose());
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        (_broker, _database) = (new RabbitMqServer(), new PostgresServer());
        await Task.WhenAll(_broker.StartAsync(), _database.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestServer server in new TestServer?[] { _broker, _database }.OfType<TestServer>())
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<(string, string?)[]> SettingsAsync()
    {
        string connection = await _database!.CreateDatabaseAsync("zkml");
        return
        [
            ("Storage:Database", "PostgreSql"), ("ConnectionStrings:Enrollment", connection), ("ConnectionStrings:Vault", connection),
            ("Bus:Transport", "RabbitMq"), ("Bus:Broker", _broker!.Address.ToString()),
            .. BusKeyFiles.Settings(_folder.Path, "Enrollment").Select(pair => (pair.Key, pair.Value)),
            ("Limits:RequestsPerSecond", "100000"), ("Limits:Burst", "100000"), ("Enrollment:ChallengeLifetime", "00:10:00"),
        ];
    }

    private static async Task<TestDevice[]> DevicesAsync(EnrollmentProcess program)
    {
        TestDevice[] devices = [.. Enumerable.Range(0, Devices).Select(i => new TestDevice($"SN-{i}"))];
        foreach (TestDevice device in devices)
        {
            await device.RegisterAsync(program.Device, program.Operator);
        }

        return devices;
    }

    /// <summary>Made before the minute begins: devices sign elsewhere.</summary>
    private static async Task<(TestDevice, byte[])[]> CapturesAsync(EnrollmentProcess program, TestDevice[] devices)
    {
        Sighting[] seen = [.. Enumerable.Range(0, 16).Select(seed => Sightings.Noise(seed))];
        var captures = new (TestDevice, byte[])[PerSecond * Seconds];
        await Parallel.ForAsync(0, captures.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            TestDevice device = devices[i % Devices];
            captures[i] = (device, device.Capture(await TestDevice.ChallengeAsync(program.Device), seen[i % seen.Length]));
        });
        return captures;
    }

    private static async Task<(HttpStatusCode, double)> SubmitAsync(EnrollmentProcess program, TestDevice device, byte[] capture)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using HttpResponseMessage answer = await TestDevice.SubmitAsync(program.Device, capture, device.Id.ToString());
        return (answer.StatusCode, watch.Elapsed.TotalSeconds);
    }
}
