using AccountValidation.Service.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service.Api;

/// <summary>Maps the routes of <c>/api/validations</c> on ASP.NET Core.</summary>
public static class ContractEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapValidationsApi(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints
            .MapGroup(Links.Validations)
            .RequireAuthorization(Access.Callers)
            .AddEndpointFilter(AnswerStoreFaultsAsync);
        group
            .MapPost("", (HttpContext context, ValidationsApi api) =>
                api.StartAsync(context, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        group
            .MapGet("", (HttpContext context, ValidationsApi api) =>
                api.ListAsync(context.Request.Query, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery(ListQuery.Names);
        group
            .MapGet("summary", (HttpContext context, ValidationsApi api) =>
                api.SummarizeAsync(Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        group
            .MapGet("{id}", (HttpContext context, string id, ValidationsApi api) =>
                api.GetAsync(id, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        group
            .MapPost("{id}/cancel", (HttpContext context, string id, ValidationsApi api) =>
                api.CancelAsync(context, id, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        group
            .MapPost("{id}/check", (HttpContext context, string id, ValidationsApi api) =>
                api.CheckAsync(context, id, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        group
            .MapPost("{id}/callback/redeliver", (HttpContext context, string id, ValidationsApi api) =>
                api.RedeliverAsync(context, id, Access.ViewerOf(context), context.RequestAborted))
            .TakesQuery();
        return endpoints;
    }

    private static async ValueTask<object?> AnswerStoreFaultsAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            // The engine has logged the cause. The caller learns that the service does not know whether it stored
            // anything.
            return Problems.StoreUnavailable();
        }
    }
}
