using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Vault;

public static class VaultRegistration
{
    /// <summary>The vault and its sweeper, for one process once or more often.</summary>
    public static IHostApplicationBuilder AddVault(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(ICaptureVault)))
        {
            return builder;
        }

        builder.AddObjectStore();
        builder.AddDatabase<VaultDb>(VaultDb.Name, VaultDb.Schema);
        builder.Services.AddOptions<VaultOptions>().BindConfiguration(VaultOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ProfileOptions>().BindConfiguration(ProfileOptions.Section);
        builder.Services.AddSingleton<MasterKeys>();
        builder.Services.AddSingleton<CaptureVault>();
        builder.Services.TryAddSingleton<ICaptureVault>(services => services.GetRequiredService<CaptureVault>());
        builder.Services.AddSingleton<VaultSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<VaultSweeper>());
        return builder;
    }
}
