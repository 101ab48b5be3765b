using System.Diagnostics.Metrics;
using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// The export of traces, metrics and logs by OTLP, the same on both hosts. OpenTelemetry's own settings
/// (<c>OTEL_…</c>) decide, from every source of settings. Without an endpoint nothing is measured for an export.
/// </summary>
public static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string[] Endpoints =
    [
        Endpoint,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    private static readonly string[] Protocols =
    [
        Protocol,
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
        "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
        "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL",
    ];

    private static readonly string[] Meters =
    [
        ServiceMetrics.MeterName,
        "System.Runtime",
        "System.Net.Http",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>True when the settings name a collector.</summary>
    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Endpoint]);

    /// <summary>
    /// Refuses an endpoint or a protocol that the exporter cannot use: the exporter itself would send nothing, without
    /// a word.
    /// </summary>
    public static void Check(SettingsReader reader)
    {
        foreach (var name in Endpoints)
        {
            if (reader.Text(name) is not { } text)
            {
                continue;
            }

            if (!(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            {
                reader.Refuse(name, "is no absolute http or https address, such as http://localhost:4317.");
            }
            else if (reader.Text(Endpoint) is null)
            {
                // Without this rule the exporter would send the further signals to localhost.
                reader.Refuse(name, $"needs {Endpoint}, too: the address for the further signals.");
            }
        }

        foreach (var name in Protocols)
        {
            if (reader.Text(name) is { } text and not ("grpc" or "http/protobuf"))
            {
                reader.Refuse(name, $"'{text}' is neither grpc nor http/protobuf.");
            }
        }
    }

    /// <summary>Adds the spans and metrics of the service, and the metrics of .NET.</summary>
    public static IOpenTelemetryBuilder AddServiceSignals(this IOpenTelemetryBuilder telemetry) => telemetry
        .WithTracing(tracing => tracing.AddSource(Spans.SourceName))
        .WithMetrics(metrics => metrics.AddMeter(Meters).AddView(WithoutHosts));

    // Callers choose the hosts of receivers: a tag with the host would make a series for each.
    private static MetricStreamConfiguration? WithoutHosts(Instrument instrument) =>
        instrument.Meter.Name == "System.Net.Http"
            ? new() { TagKeys = ["http.request.method", "http.response.status_code", "error.type"] }
            : null;

    /// <summary>
    /// Sends all signals to the collector. <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> win over the
    /// host's own names.
    /// </summary>
    public static IOpenTelemetryBuilder SendToCollector(this IOpenTelemetryBuilder telemetry)
    {
        telemetry.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        return telemetry
            .ConfigureResource(resource => resource.AddEnvironmentVariableDetector())
            .UseOtlpExporter();
    }
}
