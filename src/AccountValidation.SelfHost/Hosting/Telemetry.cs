using AccountValidation.Service.Telemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>Sends traces, metrics and logs to a collector, if a setting names a collector.</summary>
internal static class Telemetry
{
    private const string ServiceName = "AccountValidation";

    /// <summary>Adds the export. Spans of requests hold their route, and neither path nor query.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (!TelemetryExport.IsOn(builder.Configuration))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                ServiceName,
                serviceVersion: ServiceVersion.Number,
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: Environment.MachineName))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation(requests =>
            {
                requests.Filter = context =>
                    !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

                // A query may hold an API key or an account id, and a path whatever a client wrote.
                requests.EnrichWithHttpRequest = (span, _) =>
                    span.SetTag("url.path", null).SetTag("url.query", null);
            }))
            .AddServiceSignals()
            .SendToCollector();
    }
}
