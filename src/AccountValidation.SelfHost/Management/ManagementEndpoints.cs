using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Management;
using Microsoft.AspNetCore.Mvc;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// Maps the management API of Durable Functions for callers with an operator key. On Azure the extension serves this
/// API. The self-host copies the extension's handler, so that a script finds no difference.
/// </summary>
internal static class ManagementEndpoints
{
    private const string Instances = "instances";
    private const string Instance = "instances/{instanceId}";

    /// <summary>Maps <c>/runtime/webhooks/durabletask</c>.</summary>
    public static IEndpointRouteBuilder MapManagementApi(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(ManagementLinks.BasePath)
            .WithMetadata(new SkipStatusCodePagesAttribute()) // An error without a body stays without a body.
            .RequireAuthorization(Access.Operators)
            .AddEndpointFilter(AnswerStoreFaultsAsync);
        group
            .MapGet(Instances, (HttpContext context, InstanceQueries queries) => queries.List(context))
            .TakesOnly(ManagementNames.Filters);
        group
            .MapGet(Instance, (HttpContext context, string instanceId, InstanceQueries queries) =>
                queries.GetAsync(context, instanceId, context.RequestAborted))
            .TakesOnly(ManagementNames.Shown);
        group
            .MapDelete(Instances, (HttpContext context, InstancePurge purge) =>
                purge.PurgeManyAsync(context.Request.Query, context.RequestAborted))
            .TakesOnly(ManagementNames.PurgeFilters);
        group
            .MapDelete(Instance, (HttpContext context, string instanceId, InstancePurge purge) =>
                purge.PurgeOneAsync(context.Request.Query, instanceId))
            .TakesOnly(InstancePurge.DryRun);
        MapSignals(group);

        // The API's document describes these routes in its text on the management API.
        group.MapPost(Instance + "/restart", NotSupported);
        group.MapPost(Instance + "/rewind", NotSupported);
        group.MapPost("orchestrators/{name}/{id?}", NotSupported);
        group.Map("{**rest}", () => Results.StatusCode(StatusCodes.Status404NotFound));
        return endpoints;
    }

    private static void MapSignals(RouteGroupBuilder group)
    {
        group
            .MapPost(
                Instance + "/raiseEvent/{eventName}",
                (HttpContext context, string instanceId, string eventName, InstanceSignals signals) =>
                    signals.RaiseAsync(context.Request, instanceId, eventName, context.RequestAborted))
            .TakesOnly();
        group
            .MapPost(Instance + "/terminate", (HttpContext context, string instanceId, InstanceSignals signals) =>
                signals.TerminateAsync(context.Request, instanceId, context.RequestAborted))
            .TakesOnly("reason");
        group
            .MapPost(Instance + "/suspend", (HttpContext context, string instanceId, InstanceSignals signals) =>
                signals.SuspendAsync(context.Request, instanceId, context.RequestAborted))
            .TakesOnly("reason");
        group
            .MapPost(Instance + "/resume", (HttpContext context, string instanceId, InstanceSignals signals) =>
                signals.ResumeAsync(context.Request, instanceId, context.RequestAborted))
            .TakesOnly("reason");
    }

    private static JsonAnswer NotSupported() => JsonAnswer.Error(
        StatusCodes.Status501NotImplemented,
        $"Not supported: it could drop another penny. A validation is started with POST {Links.Validations}.");

    private static async ValueTask<object?> AnswerStoreFaultsAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            // The store has logged the cause.
            return JsonAnswer.Error(
                StatusCodes.Status503ServiceUnavailable,
                "The service cannot read or store anything at the moment.");
        }
    }
}
