using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Api;

/// <summary>Maps the health routes, open to all. They never call Juspay: they tell what the last calls met.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can work; 503 when it cannot).</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new(NameOf(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => new HealthEntryView(NameOf(entry.Value.Status), entry.Value.Description))),
        ApiJson.Default.HealthView);

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

/// <summary>Degraded while Juspay refuses the operator's key: validations are accepted and held.</summary>
/// <param name="monitor">Knows what the last calls met.</param>
public sealed class JuspayKeyHealthCheck(JuspayMonitor monitor) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(monitor.IsKeyRefused
            ? HealthCheckResult.Degraded("Juspay refuses our API key: validations are held. Check Juspay:ApiKey and Juspay:MerchantId.")
            : HealthCheckResult.Healthy());
}
