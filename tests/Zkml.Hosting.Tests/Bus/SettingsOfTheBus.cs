using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Tests.Bus;

public sealed class SettingsOfTheBus : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_library_reports_nothing_to_its_makers()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);

        Assert.False(host.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }

    [Theory]
    [InlineData("Bus:Broker", null, "Bus:Broker")]
    [InlineData("Bus:Broker", "http://localhost", "Bus:Broker")]
    [InlineData("Bus:Broker", "amqp://user:password@localhost", "Bus:Broker")]
    [InlineData("Bus:SigningKeys:Enrollment", null, "Bus:SigningKeys")]
    [InlineData("Bus:SigningKeys:Enrollment", "no-such-file", "no-such-file")]
    [InlineData("Bus:TrustedKeys:Prover:0", null, "Bus:TrustedKeys:Prover")]
    [InlineData("Bus:RetryPause", "00:00:30", "Bus:RetryPause")]
    [InlineData("Bus:Prefetch", "0", "Prefetch")]
    public async Task A_wrong_setting_keeps_the_process_from_starting_and_is_named(string setting, string? value, string named)
    {
        Dictionary<string, string?> settings = _folder.Embedded;
        foreach ((string key, string? file) in BusKeyFiles.Settings(_folder.Path, "Enrollment"))
        {
            settings[key] = file;
        }

        settings["Bus:Transport"] = "RabbitMq";
        settings["Bus:Broker"] = "amqp://localhost:1";
        settings.Remove(setting);
        if (value is not null)
        {
            settings[setting] = value;
        }

        OptionsValidationException fault = await Assert.ThrowsAsync<OptionsValidationException>(() => TestHost.StartAsync(settings));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_cannot_handle_what_its_contract_does_not_send_it()
    {
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMessageHandler<TestDb, ProofRejected, TestHandler>(Service.Attestation));
    }

    [Fact]
    public void Production_refuses_the_account_every_broker_starts_with()
    {
        BusOptions options = new() { Transport = BusTransport.RabbitMq };
        Assert.Single(new BusProductionRule(Options.Create(options)).Problems());
        (options.User, options.PasswordFile) = ("zkml", "file");
        Assert.Empty(new BusProductionRule(Options.Create(options)).Problems());
        options.User = "guest";
        Assert.Single(new BusProductionRule(Options.Create(options)).Problems());
    }

    public void Dispose() => _folder.Dispose();
}
