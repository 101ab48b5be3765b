using AccountValidation.Service.Telemetry;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AccountValidation.Functions.Hosting;

/// <summary>
/// Sends traces, metrics and logs of the worker by OpenTelemetry: to Application Insights, to a collector (OTLP), or to
/// both. The exporters' documented settings decide. The host sends its own part (<c>telemetryMode</c> in host.json), so
/// both parts join in a trace.
/// </summary>
internal static class Telemetry
{
    private const string DurableTasks = "Microsoft.DurableTask";
    private const string ConnectionName = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string AuthenticationName = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Adds the exporters that the settings name; without any, the worker logs through the host.</summary>
    public static IServiceCollection AddAccountValidationTelemetry(
        this IServiceCollection services, IConfiguration configuration)
    {
        var toAzure = !string.IsNullOrWhiteSpace(configuration[ConnectionName]);
        var toCollector = TelemetryExport.IsOn(configuration);
        if (!toAzure && !toCollector)
        {
            // Without an exporter the host writes the worker's logs to its own console. With OpenTelemetry in the
            // worker it would not.
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing =>
                tracing
                    .AddSource(DurableTasks)
                    .AddHttpClientInstrumentation(options =>
                        options.EnrichWithHttpRequestMessage = static (activity, request) =>
                        {
                            // A callback's URL may hold a token, and Juspay's path names the customer. So the span
                            // shows only the called host.
                            activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority));
                        }))
            .AddServiceSignals();
        if (toAzure)
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = CredentialOf(configuration[AuthenticationName]);

                // The exporter's own default keeps five traces a second, and drops the errors of all other traces.
                (options.TracesPerSecond, options.SamplingRatio, options.EnableTraceBasedLogsSampler) = (
                    null, 1, false);
            });
        }

        if (toCollector)
        {
            telemetry.SendToCollector();
        }

        return services;
    }

    // Either "Authorization=AAD" or "Authorization=AAD;ClientId=…", as the Functions host reads it.
    private static ManagedIdentityCredential? CredentialOf(string? text)
    {
        var parts = (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        const string ClientId = "ClientId=";
        return parts.FirstOrDefault(part => part.StartsWith(ClientId, StringComparison.OrdinalIgnoreCase)) is { } client
            ? new(ManagedIdentityId.FromUserAssignedClientId(client[ClientId.Length..]))
            : new(ManagedIdentityId.SystemAssigned);
    }
}
