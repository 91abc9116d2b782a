using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Zkml.Hosting.Operations;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry, sent where OTEL_EXPORTER_OTLP_ENDPOINT says, if it says so; metrics also at /metrics. They have names,
/// times, identifiers and codes. Bodies, statements with their parameters, and texts of exceptions are not collected.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "zkml"))
            .WithMetrics(metrics => metrics
                .AddMeter(ZkmlMetrics.Name, "MassTransit", "Npgsql", "Microsoft.AspNetCore.RateLimiting")
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter())
            .WithTracing(traces => traces
                .AddSource(ZkmlMetrics.Name)
                .AddAspNetCoreInstrumentation(web => web.RecordException = false));
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            telemetry.UseOtlpExporter();
            telemetry.WithLogging();
        }
    }

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);

        // Their lower levels are many, and say nothing an operator can act on. MassTransit repeats faults that our handlers have logged.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("Zkml.Hosting.Security", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Error);
        builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);
    }
}
