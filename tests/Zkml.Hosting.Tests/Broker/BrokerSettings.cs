
[assembly: AssemblyFixture(typeof(RunningServers))]

namespace Zkml.Hosting.Tests.Broker;

internal static class BrokerSettings
{
    /// <summary>A process on this broker and database that may sign as anybody, because tests play all services.</summary>
    public static Dictionary<string, string?> Of(TemporaryFolder folder, RabbitMqServer broker, string database)
    {
        Dictionary<string, string?> settings = folder.Embedded;
        settings["Storage:Database"] = "PostgreSql";
        settings["ConnectionStrings:Test"] = database;
        settings["Bus:Transport"] = "RabbitMq";
        settings["Bus:Broker"] = broker.Address.ToString();
        foreach ((string name, string? value) in BusKeyFiles.Settings(folder.Path, "Enrollment", "Prover", "Attestation"))
        {
            settings[name] = value;
        }

        return settings;
    }
}
