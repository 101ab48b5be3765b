using System.Text.Json.Nodes;
using AccountValidation.Core.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes what a start answers beyond the validation itself.</summary>
public static class StartExtensions
{
    private const string StartedValidation = nameof(StartedValidation);
    private const string Instance = "https://validation.example/runtime/webhooks/durabletask/instances/" + Examples.Id;

    private static readonly (string Name, string Description, string Example)[] Links =
    [
        ("statusQueryGetUri", "GET: the instance's status.", Instance),
        ("sendEventPostUri", "POST: sends an event; put its name in the place of `{eventName}`.", Instance + "/raiseEvent/{eventName}"),
        ("terminatePostUri", "POST: terminates; put the reason in the place of `{text}`.", Instance + "/terminate?reason={text}"),
        ("purgeHistoryDeleteUri", "DELETE: deletes the instance when it has finished.", Instance),
        ("suspendPostUri", "POST: suspends; put the reason in the place of `{text}`.", Instance + "/suspend?reason={text}"),
        ("resumePostUri", "POST: resumes; put the reason in the place of `{text}`.", Instance + "/resume?reason={text}"),
    ];

    /// <summary>The answer 202 holds the management links beside the validation.</summary>
    public static RouteHandlerBuilder DescribeManagementLinks(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer(AddLinksAsync);

    /// <summary>An idempotency key may name a validation that was purged: 410.</summary>
    /// <param name="route">The start.</param>
    /// <param name="sample">A real answer of this kind.</param>
    public static RouteHandlerBuilder DescribePurgedReplay(this RouteHandlerBuilder route, IResult sample) =>
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var document = context.Document ?? throw new InvalidOperationException("An operation is described outside a document.");
            var kind = ProblemKind.Of(
                "ValidationPurgedProblem",
                "the `Idempotency-Key` was used before, and the validation of that time has been purged. Nothing is started: use a new key for a new request.",
                sample);
            document.AddComponent<IOpenApiSchema>(kind.Schema, ProblemSchema.Of(kind));
            new OperationDraft(operation, document).Refuses(StatusCodes.Status410Gone, kind);
            return Task.CompletedTask;
        });

    private static async Task AddLinksAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document ?? throw new InvalidOperationException("An operation is described outside a document.");
        var started = Components.Whole(await context.GetOrCreateSchemaAsync(typeof(ValidationView), cancellationToken: cancellationToken), document);
        started.Description = "A validation as the answer to its start shows it: with links to the management API, which need an operator's key and hold none.";
        var content = operation.Responses!["202"].Content!["application/json"];
        var examples = content.Examples!.Values.Select(example => example.Value!.AsObject()).ToList();
        foreach (var (name, description, link) in Links)
        {
            started.Properties!.Add(name, new OpenApiSchema { Type = JsonSchemaType.String, Description = description });
            started.Required!.Add(name);
            examples.ForEach(example => example[name] = JsonValue.Create(link));
        }

        document.AddComponent<IOpenApiSchema>(StartedValidation, started);
        content.Schema = new OpenApiSchemaReference(StartedValidation, document);
    }
}
