using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Zkml.FaceModels;

public static class FaceModelRegistration
{
    /// <summary>Once for each service of a process; they share the models.</summary>
    public static IHostApplicationBuilder AddFaceModels(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton<ServedModels>();
        return builder;
    }
}
