using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Writes what stands around the routes: title, introduction, tags, keys, the webhook. Takes away what tells of the host.</summary>
internal sealed class DocumentFrame : IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "AccountValidation",
            Version = "1.0",
            Summary = "Validates bank accounts and UPI addresses through Juspay by a penny drop.",
            Description = Introduction.Text,
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "https://validation.example", Description = "An example: put the address of your service in its place." }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths.Add(path, item);
        }

        document.Paths = paths;
        foreach (var operation in paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            SortAnswers(operation);
        }

        var used = document.Tags?.Select(tag => tag.Name).Append(Tags.Callbacks).ToHashSet(StringComparer.Ordinal) ?? [];
        document.Tags = new HashSet<OpenApiTag>(Tags.All.Where(tag => used.Contains(tag.Name)));
        foreach (var (name, scheme) in Keys.Schemes)
        {
            document.AddComponent(name, scheme);
        }

        document.Webhooks = new Dictionary<string, IOpenApiPathItem> { [Webhook.Name] = Webhook.Describe(document) };
        return Task.CompletedTask;
    }

    private static void SortAnswers(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, answer) in (operation.Responses ?? []).OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            sorted.Add(status, answer);
        }

        operation.Responses = sorted;
    }
}
