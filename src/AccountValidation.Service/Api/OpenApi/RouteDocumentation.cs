using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Attaches a route's description to the route.</summary>
internal static class RouteDocumentation
{
    /// <summary>Describes a route. What the framework infers from the handler's signature is replaced: handlers take the whole request.</summary>
    /// <param name="route">The route.</param>
    /// <param name="operationId">Its name for generated clients, such as <c>startValidation</c>.</param>
    /// <param name="tag">Its group (<see cref="Tags"/>).</param>
    /// <param name="summary">A short title.</param>
    /// <param name="description">Everything that a caller must know, in Markdown.</param>
    /// <param name="describe">Adds parameters, body and answers.</param>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string operationId, string tag, string summary, string description, Action<OperationDraft> describe) => route
        .WithName(operationId)
        .WithTags(tag)
        .WithSummary(summary)
        .WithDescription(description)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var document = context.Document ?? throw new InvalidOperationException("An operation is described outside a document.");
            operation.Parameters = [];
            operation.RequestBody = null;
            operation.Responses = [];
            describe(new(operation, document));
            return Task.CompletedTask;
        });
}
