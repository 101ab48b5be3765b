using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes the health routes.</summary>
internal static class HealthRoutes
{
    /// <summary><c>GET /health/live</c></summary>
    public static RouteHandlerBuilder DescribeLive(this RouteHandlerBuilder route) => route.Describe(
        "getLiveness",
        Tags.Health,
        "Does the process answer?",
        "For restarting a process that hangs. Checks nothing else.",
        operation => operation
            .IsOpen()
            .Answers(200, "The process answers.", Schemas.Health, ResponseHeaders.Uncached, ("healthy", "It lives", Examples.Health("healthy"))));

    /// <summary><c>GET /health/ready</c></summary>
    public static RouteHandlerBuilder DescribeReady(this RouteHandlerBuilder route) => route.Describe(
        "getReadiness",
        Tags.Health,
        "Can it work?",
        "For taking it out of a load balancer, and for alarms. `degraded` says that validations are accepted, and that the operator has to mend something: the check "
        + "that is `degraded` says what. `juspay-key` is when Juspay refuses the operator's API key; validations are held meanwhile.",
        operation => operation
            .IsOpen()
            .Answers(
                200,
                "It can work: `status` is `healthy` or `degraded`.",
                Schemas.Health,
                ResponseHeaders.Uncached,
                ("healthy", "All is well", Examples.Health("healthy", ("juspay-key", "healthy", null), ("store", "healthy", null))),
                ("degraded",
                    "Juspay refuses the API key",
                    Examples.Health("degraded", ("juspay-key", "degraded", JuspayKeyHealthCheck.Refused), ("store", "healthy", null))))
            .Answers(
                503,
                "It cannot: nothing can be stored, or it is stopping.",
                Schemas.Health,
                ResponseHeaders.Uncached,
                ("unhealthy", "It is stopping", Examples.Health("unhealthy", ("juspay-key", "healthy", null), ("store", "unhealthy", "The service is stopping.")))));
}
