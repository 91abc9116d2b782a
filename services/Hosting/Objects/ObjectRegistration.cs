using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Objects;

public static class ObjectRegistration
{
    /// <summary>The store of objects, for one process once or more often.</summary>
    public static IHostApplicationBuilder AddObjectStore(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(IObjectStore)))
        {
            return builder;
        }

        builder.Services.AddOptions<ObjectOptions>().BindConfiguration(ObjectOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ObjectOptions>, ObjectOptionsValidator>();
        switch (builder.Configuration.GetSection(ObjectOptions.Section).GetValue<ObjectBackend>(nameof(ObjectOptions.Backend)))
        {
            case ObjectBackend.PostgreSql:
                builder.AddDatabase<ObjectsDb>(ObjectsDb.Name, ObjectsDb.Schema);
                builder.Services.TryAddSingleton<IObjectStore, DatabaseObjectStore>();
                break;
            case ObjectBackend.S3:
                builder.Services.TryAddSingleton<IObjectStore, S3ObjectStore>();
                break;
            default:
                builder.Services.TryAddSingleton<IObjectStore, FileObjectStore>();
                break;
        }

        return builder;
    }
}
