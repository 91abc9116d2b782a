namespace Zkml.EndToEnd.Tests.Support;

/// <summary>Kills what a house consists of, at times that its seed decides, and starts it again.</summary>
internal sealed class Chaos(House house, int seed)
{
    private const int LongestPause = 1200;

    /// <summary>Every service so many times, all three at once; and twice each the broker and the database, never both.</summary>
    public Task RunAsync(int kills) =>
        Task.WhenAll([.. house.Services.Select((service, i) => KillServiceAsync(service, new Random(seed + i), kills)), KillServersAsync(new Random(seed - 1))]);

    /// <summary>As the supervisor of a machine does: what has ended by itself is started again.</summary>
    public async Task SuperviseAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (ServiceProgram service in house.Services.Where(service => service.ProcessId is { } id && !Directory.Exists($"/proc/{id}")))
            {
                service.Launch();
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    /// <summary>Two times in three it is ready before it is killed again, else it dies while it starts.</summary>
    private static async Task KillServiceAsync(ServiceProgram service, Random random, int kills)
    {
        for (int i = 0; i < kills; i++)
        {
            if (random.Next(3) > 0)
            {
                await ReadyAsync(service);
            }

            await Task.Delay(random.Next(LongestPause));
            await service.KillAsync();
            service.Launch();
        }
    }

    private async Task KillServersAsync(Random random)
    {
        foreach (TestServer server in (TestServer[])[house.Broker, house.Database, house.Database, house.Broker])
        {
            await Task.Delay(random.Next(3 * LongestPause));
            await server.KillAsync();
            await Task.Delay(random.Next(LongestPause));
            await server.StartAsync();
        }
    }

    private static async Task ReadyAsync(ServiceProgram service)
    {
        // While a server is away nobody gets ready: then it is killed as it is.
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await service.Anyone.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }
    }
}
