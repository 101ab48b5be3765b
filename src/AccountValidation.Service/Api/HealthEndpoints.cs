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

/// <summary>
/// Degraded while Juspay refuses the operator's API key, or while open penny drops are at another Juspay. Meanwhile the
/// service accepts validations and holds them.
/// </summary>
public sealed class JuspayKeyHealthCheck(JuspayMonitor monitor) : IHealthCheck
{
    /// <summary>The description while Juspay refuses the operator's API key.</summary>
    public const string Refused =
        "Juspay refuses our API key: validations are held. Check Juspay:ApiKey and Juspay:MerchantId.";

    /// <summary>The description while a penny drop is open at another Juspay.</summary>
    public const string Elsewhere =
        "Penny drops are open at another Juspay, or under another merchant id, than the settings name: their accounts "
        + "are held. Set Juspay:BaseUrl and Juspay:MerchantId back until the ends of these drops are known, or wait: "
        + "a drop counts as ended 72 hours after it was sent.";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            monitor switch
            {
                { IsKeyRefused: true } => HealthCheckResult.Degraded(Refused),
                { IsDropElsewhere: true } => HealthCheckResult.Degraded(Elsewhere),
                _ => HealthCheckResult.Healthy(),
            });
}
