using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Hosting.Operations;

/// <summary>What every web process of ours has, once, whatever services run in it.</summary>
public static class ServiceDefaults
{
    /// <param name="service">Its name in telemetry, for example "enrollment".</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLogs();
        builder.AddTelemetry(service);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ZkmlMetrics>();
        services.AddOptions<ProfileOptions>().BindConfiguration(ProfileOptions.Section);
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CallerOptions>().BindConfiguration(CallerOptions.Section).ValidateOnStart();
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section);
        services.AddSingleton<IValidateOptions<CallerOptions>, CallerOptionsValidator>();
        services.AddSingleton<IProductionRule, BusProductionRule>();
        services.AddHostedService<ProductionCheck>();
        services.AddOptions<HostOptions>().Configure<IOptions<LimitOptions>>((host, limits) => host.ShutdownTimeout = limits.Value.Shutdown);
        AddWeb(services);
        return builder;
    }

    /// <summary>Before any endpoint is mapped.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(SecurityHeaders.InvokeAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = _ => true,
            StatusCodeSelector = fault => fault is Microsoft.AspNetCore.Http.BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.Use(JsonCharset.InvokeAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteHealthAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Health.Ready), ResponseWriter = WriteHealthAsync });
        IEndpointConventionBuilder metrics = app.MapPrometheusScrapingEndpoint("/metrics");
        if (!app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value.Public)
        {
            metrics.RequireAuthorization(Roles.Operator);
        }

        return app;
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultLog>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.PropertyNameCaseInsensitive = false;
            json.SerializerOptions.MaxDepth = 16;
        });
        services.AddHealthChecks();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, RequestLimits>();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RequestLimits>();
        services.AddSingleton<ClientAuthorities>();
        services.AddSingleton<KnownKeys>();

        // The core only: AddAuthentication would make keys of data protection in the home folder, which nobody uses.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = CallerAuthentication.SchemeName;
            authentication.AddScheme<CallerAuthentication>(CallerAuthentication.SchemeName, null);
        });
        services.AddWebEncoders();
        services.AddTransient<CallerAuthentication>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Device, policy => policy.RequireRole(Roles.Device))
            .AddPolicy(Roles.Operator, policy => policy.RequireRole(Roles.Operator));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<CallerOptions>>((kestrel, callers) =>
        {
            if (callers.Value.ClientAuthorities.Count > 0)
            {
                // Any certificate connects; what role it gives is decided with the request, which can answer with a problem document.
                kestrel.ConfigureHttpsDefaults(https =>
                {
                    https.ClientCertificateMode = callers.Value.RequireClientCertificate
                        ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        });
    }

    /// <summary>Names and states only.</summary>
    private static Task WriteHealthAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()) },
        (JsonSerializerOptions?)null, "application/json");
}
