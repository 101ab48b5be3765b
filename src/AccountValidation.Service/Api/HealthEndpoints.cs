using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Api;

/// <summary>
/// Maps the health routes, which need no key. The routes never call Juspay: they report the results of the last calls.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health/live</c> (the process responds) and <c>/health/ready</c> (200 when the service can work,
    /// otherwise 503).
    /// </summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", (HttpContext context, HealthCheckService checks) =>
            AnswerAsync(context, checks, _ => false));
        endpoints.MapGet("/health/ready", (HttpContext context, HealthCheckService checks) =>
            AnswerAsync(context, checks, _ => true));
        return endpoints;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, HealthCheckService checks, Func<HealthCheckRegistration, bool> which)
    {
        var report = await checks.CheckHealthAsync(which, context.RequestAborted);
        var entries = report.Entries.ToDictionary(
            entry => entry.Key, entry => new HealthEntryView(NameOf(entry.Value.Status), entry.Value.Description));
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new HealthView(NameOf(report.Status), ServiceVersion.Number, entries),
            ApiJson.Default.HealthView,
            statusCode: report.Status == HealthStatus.Unhealthy
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK);
    }

    /// <summary>The contract's name of a status.</summary>
    internal static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
