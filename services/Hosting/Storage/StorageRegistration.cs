using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// A service's database with its outbox and inbox: migrated at start, its outbox published. The connection string is the one called
    /// <paramref name="name"/>; without it, a SQLite file of that name.
    /// </summary>
    public static IHostApplicationBuilder AddServiceDb<TDb>(this IHostApplicationBuilder builder, string name, Schema schema)
        where TDb : ServiceDb
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddDatabase<TDb>(name, Schema.Messages, schema);
        builder.Services.AddHostedService<OutboxDispatcher<TDb>>();
        return builder;
    }

    /// <summary>A database without outbox and inbox, found and migrated in the same way.</summary>
    public static void AddDatabase<TDb>(this IHostApplicationBuilder builder, string name, params Schema[] schemas)
        where TDb : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ZkmlMetrics>();
        builder.Services.TryAddSingleton<OutboxSignal<TDb>>();
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddDbContext<TDb>((services, options) =>
        {
            StorageOptions storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            string? connection = services.GetRequiredService<IConfiguration>().GetConnectionString(name);
            Connect(options, storage, name, connection).AddInterceptors(services.GetRequiredService<OutboxSignal<TDb>>());
        });
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<DatabaseStart<TDb>>(services, (object)schemas));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth<TDb>>($"database {name}", tags: [Health.Ready]);
    }

    private static DbContextOptionsBuilder Connect(DbContextOptionsBuilder options, StorageOptions storage, string name, string? connection)
    {
        if (storage.Database == DatabaseKind.PostgreSql)
        {
            return options.UseNpgsql(connection ?? throw new OptionsValidationException(
                name, typeof(StorageOptions), [$"ConnectionStrings:{name} is missing; Storage:Database is PostgreSql."]));
        }

        return options.UseSqlite(connection ?? $"Data Source={Path.Combine(storage.Folder, name.ToLowerInvariant())}.db").AddInterceptors(SqliteSettings.Instance);
    }
}
