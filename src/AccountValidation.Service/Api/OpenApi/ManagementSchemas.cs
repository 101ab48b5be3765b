using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Core;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>What the management API answers. The shapes around our own types are those of Durable Functions.</summary>
internal sealed class ManagementSchemas : IOpenApiDocumentTransformer
{
    public const string Instance = nameof(Instance);
    public const string Purged = nameof(Purged);
    public const string Error = "ManagementError";

    private const string Orchestrator = "ValidateAccount";
    private const string Running = nameof(Running);
    private const string Suspended = nameof(Suspended);
    private const string Completed = nameof(Completed);
    private const string Terminated = nameof(Terminated);

    /// <summary>The states that an instance can have.</summary>
    public static List<JsonNode> States => [Running, Suspended, Completed, Terminated];

    /// <summary>The states in which nothing is left to do.</summary>
    public static List<JsonNode> FinalStates => [Completed, Terminated];

    public static JsonObject RunningSample => Sample(Examples.Pending, Running, output: null, "2026-11-22T10:00:06Z");

    public static JsonObject CompletedSample =>
        Sample(Examples.Delivered, Completed, JsonSerializer.SerializeToNode(OutputSample, InstanceJson.Default.InstanceOutput), "2026-11-22T10:02:11Z");

    public static JsonObject PurgedSample => new() { ["instancesDeleted"] = 1 };

    public static JsonObject ErrorSample(string message) => new() { ["Message"] = message };

    private static InstanceOutput OutputSample => Examples.Delivered.Stage is Stage.Settled settled
        ? InstanceOutput.Of(Examples.Delivered.Status, settled)
        : throw new InvalidOperationException("The example has not settled.");

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // They are part of the document only where the routes are.
        if (!document.Paths.Keys.Any(path => path.StartsWith(ManagementLinks.BasePath, StringComparison.Ordinal)))
        {
            return;
        }

        Task<OpenApiSchema> Of(Type type) => context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);

        var customStatus = await Of(typeof(InstanceCustomStatus));
        customStatus.Properties!["callback"] = new OpenApiSchemaReference(nameof(InstanceCallback), document);
        document.AddComponent<IOpenApiSchema>(nameof(InstanceInput), await Of(typeof(InstanceInput)));
        document.AddComponent<IOpenApiSchema>(nameof(InstanceCustomStatus), customStatus);
        document.AddComponent<IOpenApiSchema>(nameof(InstanceCallback), await Of(typeof(InstanceCallback)));
        document.AddComponent<IOpenApiSchema>(nameof(InstanceOutput), await Of(typeof(InstanceOutput)));
        document.AddComponent<IOpenApiSchema>(HistorySchema.Name, HistorySchema.Of(document));
        document.AddComponent<IOpenApiSchema>(Instance, OfInstance(document));
        document.AddComponent<IOpenApiSchema>(Purged, OfPurged());
        document.AddComponent<IOpenApiSchema>(Error, OfError());
    }

    private static OpenApiSchema OfInstance(OpenApiDocument document) => Object("An instance's status.", optional: "historyEvents", new()
    {
        ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = Orchestrator, Description = "The orchestrator's name, the same for all." },
        ["instanceId"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = Parameters.ValidationIdPattern,
            Description = "The instance's id: the validation's id.",
        },
        ["runtimeStatus"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = States,
            Description = """
                - `Running`: something is left to do, the callback's delivery included.
                - `Suspended`: an operator holds it.
                - `Completed`: nothing is left to do.
                - `Terminated`: nothing is left to do, and a terminate cancelled it.

                The last two are final, but for a redelivery of the callback, which lets it run again. The other states of Durable Functions never occur: what
                Juspay refuses is an answer, too.
                """,
        },
        ["input"] = Either("What it was started with; null with `showInput=false`.", new OpenApiSchemaReference(nameof(InstanceInput), document)),
        ["customStatus"] = new OpenApiSchemaReference(nameof(InstanceCustomStatus), document),
        ["output"] = Either(
            "What came out when it is `Completed`. Otherwise the reason that came with the last terminate, suspend or resume, a text of at most 512 characters; "
            + "null when there was none.",
            new OpenApiSchemaReference(nameof(InstanceOutput), document),
            Text()),
        ["createdTime"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it was created, in whole seconds." },
        ["lastUpdatedTime"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = "date-time",
            Description = "When something happened to it last, in whole seconds.",
        },
        ["historyEvents"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchemaReference(HistorySchema.Name, document),
            Description = "What happened, oldest first; only with `showHistory=true`, and never in a list.",
        },
    });

    private static OpenApiSchema OfPurged() => Object("What was deleted.", optional: null, new()
    {
        ["instancesDeleted"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Description = "How many instances." },
    });

    private static OpenApiSchema OfError() => Object("An error of the management API.", optional: null, new()
    {
        ["Message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For people." },
    });

    private static OpenApiSchema Object(string description, string? optional, Dictionary<string, IOpenApiSchema> properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = properties,
        Required = properties.Keys.Where(name => name != optional).ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>An error, or a text alone.</summary>
    public static OpenApiSchema ErrorOrText(OpenApiDocument document) => new() { OneOf = [new OpenApiSchemaReference(Error, document), Text()] };

    /// <summary>One of these, or null.</summary>
    public static OpenApiSchema Either(string description, params IEnumerable<IOpenApiSchema> choices) =>
        new() { Description = description, OneOf = [.. choices, new OpenApiSchema { Type = JsonSchemaType.Null }] };

    private static JsonObject Sample(Validation validation, string state, JsonNode? output, string updated) => new()
    {
        ["name"] = Orchestrator,
        ["instanceId"] = validation.Id,
        ["runtimeStatus"] = state,
        ["input"] = JsonSerializer.SerializeToNode(InstanceInput.Of(validation), InstanceJson.Default.InstanceInput),
        ["customStatus"] = JsonSerializer.SerializeToNode(InstanceCustomStatus.Of(validation), InstanceJson.Default.InstanceCustomStatus),
        ["output"] = output,
        ["createdTime"] = "2026-11-22T10:00:00Z",
        ["lastUpdatedTime"] = updated,
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
