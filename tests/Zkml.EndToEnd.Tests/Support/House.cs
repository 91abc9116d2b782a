using System.Globalization;
using System.Security.Cryptography;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>The three services as separate processes, with a RabbitMQ and a PostgreSQL of their own.</summary>
internal sealed class House : IAsyncDisposable
{
    public const int RegistryDepth = 8;

    public const string Issuer = "https://issuer.example";

    public static readonly string[] Databases = ["enrollment", "prover", "attestation", "vault", "matcher0", "matcher1", "matcher2"];

    private House(RabbitMqServer broker, PostgresServer database, TemporaryFolder folder, Dictionary<string, string?> common)
    {
        (Broker, Database, Folder) = (broker, database, folder);
        Enrollment = Program("Enrollment", common, new()
        {
            ["Enrollment:DeviceRoots:0"] = Manufacturer.WriteRoot(folder),
            ["Enrollment:AllowSimulatedDevices"] = "true",
            ["Enrollment:RegistryDepth"] = RegistryDepth.ToString(CultureInfo.InvariantCulture),
            ["Enrollment:EventPoll"] = "00:00:00.100",
            ["Enrollment:SweepInterval"] = "00:00:01",
            ["Enrollment:SealGrace"] = "00:00:30",
        });
        Prover = Program("Prover", common, new()
        {
            ["Prover:RegistryDepth"] = RegistryDepth.ToString(CultureInfo.InvariantCulture),
            ["Prover:Lease"] = "00:00:03",
            ["Prover:Attempts"] = "100",
            ["Prover:Poll"] = "00:00:00.200",
        });
        Attestation = Program("Attestation", common, new()
        {
            ["Attestation:Issuer"] = Issuer,
            ["Attestation:RegistryDepth"] = RegistryDepth.ToString(CultureInfo.InvariantCulture),
            ["Attestation:Lease"] = "00:00:03",
            ["Attestation:Poll"] = "00:00:00.200",
            ["Attestation:SweepInterval"] = "00:00:01",
        });
    }

    public RabbitMqServer Broker { get; }

    public PostgresServer Database { get; }

    /// <summary>Keys, vault and objects, and a folder for each service.</summary>
    public TemporaryFolder Folder { get; }

    public ServiceProgram Enrollment { get; }

    public ServiceProgram Prover { get; }

    public ServiceProgram Attestation { get; }

    public IReadOnlyList<ServiceProgram> Services => [Enrollment, Prover, Attestation];

    /// <summary>All of it, ready; skips the running test where a server is not installed.</summary>
    /// <param name="settings">Of every service, beside those of every test.</param>
    public static async Task<House> StartAsync(params (string Key, string? Value)[] settings)
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var (broker, database, folder) = (new RabbitMqServer(), new PostgresServer(), new TemporaryFolder());
        await Task.WhenAll(broker.StartAsync(), database.StartAsync());
        Dictionary<string, string?> common = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (string name in Databases)
        {
            common[$"ConnectionStrings:{char.ToUpperInvariant(name[0])}{name[1..]}"] = await database.CreateDatabaseAsync(name);
        }

        File.WriteAllText(folder.File("vault.key"), RandomNumberGenerator.GetHexString(64, lowercase: true));
        var house = new House(broker, database, folder, common);
        await Task.WhenAll(house.Services.Select(service => service.StartAsync()));
        return house;
    }

    /// <summary>So many registered devices.</summary>
    public async Task<SimulatedDevice[]> RegisterDevicesAsync(int count)
    {
        SimulatedDevice[] devices = [.. Enumerable.Range(0, count).Select(i => new SimulatedDevice($"SN-{Guid.NewGuid():N}"))];
        foreach (SimulatedDevice device in devices)
        {
            await device.RegisterAsync(Enrollment.Device, Enrollment.Operator);
        }

        return devices;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProgram service in Services)
        {
            await service.DisposeAsync();
        }

        await Broker.DisposeAsync();
        await Database.DisposeAsync();
        Folder.Dispose();
    }

    private ServiceProgram Program(string name, Dictionary<string, string?> common, Dictionary<string, string?> own)
    {
        string folder = Folder.File(name);
        Directory.CreateDirectory(Path.Combine(folder, "tmp"));
        return new ServiceProgram(name,
        [
            // Else the runtime has pipes and sockets for debuggers among the temporary files, which nobody can read to the end.
            new("TMPDIR", Path.Combine(folder, "tmp")), new("DOTNET_EnableDiagnostics", "0"),
            new("Zkml:Profile", "Demo"), new("Storage:Database", "PostgreSql"), new("Storage:Folder", folder), new("Storage:OutboxPoll", "00:00:00.100"),
            new("Bus:Transport", "RabbitMq"), new("Bus:Broker", Broker.Address.ToString()), new("Bus:RetryPause", "00:00:00.050"), new("Bus:LongestRetryPause", "00:00:00.500"),
            new("Objects:Folder", Folder.File("objects")), new("Vault:MasterKeyFile", Folder.File("vault.key")), new("Vault:SweepInterval", "00:00:01"),
            new("Limits:RequestsPerSecond", "100000"), new("Limits:Burst", "100000"),
            .. common, .. BusKeyFiles.Settings(Folder.Path, name), .. ServiceProgram.Callers, .. own,
        ]);
    }
}
