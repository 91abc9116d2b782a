using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Vault;

namespace Zkml.Hosting.Tests.Vault;

/// <summary>A process with a vault and a clock that tests set.</summary>
internal sealed class VaultHost : IAsyncDisposable
{
    private readonly IHost _host;

    private VaultHost(IHost host, SettableClock clock) => (_host, Clock) = (host, clock);

    public SettableClock Clock { get; }

    public ICaptureVault Vault => _host.Services.GetRequiredService<ICaptureVault>();

    public IObjectStore Objects => _host.Services.GetRequiredService<IObjectStore>();

    public VaultSweeper Sweeper => _host.Services.GetRequiredService<VaultSweeper>();

    public static async Task<VaultHost> StartAsync(IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        SettableClock clock = new();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddVault();
        VaultHost host = new(builder.Build(), clock);
        await host._host.StartAsync();
        return host;
    }

    public async Task ExecuteAsync(FormattableString sql)
    {
        await using AsyncServiceScope scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<VaultDb>().Database.ExecuteSqlAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    internal sealed class SettableClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
