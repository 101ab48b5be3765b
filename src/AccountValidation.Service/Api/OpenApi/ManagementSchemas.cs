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

    private const string Failed = nameof(Failed); // this one and the next two: on Azure only
    private const string Pending = nameof(Pending);
    private const string ContinuedAsNew = nameof(ContinuedAsNew);

    /// <summary>The states that an instance can have.</summary>
    public static List<JsonNode> States => [Running, Suspended, Completed, Terminated, Pending, ContinuedAsNew, Failed];

    /// <summary>The states in which nothing is left to do.</summary>
    public static List<JsonNode> FinalStates => [Completed, Terminated, Failed];

    public static JsonObject RunningSample => Sample(Examples.Pending, Running, output: null, "2026-11-22T10:00:06Z");

    public static JsonObject CompletedSample =>
        Sample(Examples.Delivered, Completed, JsonSerializer.SerializeToNode(OutputSample, InstanceJson.Default.InstanceOutput), "2026-11-22T10:02:11Z");

    public static JsonObject PurgedSample => new() { ["instancesDeleted"] = 1 };

    public static JsonObject DryRunSample(int count) => new() { ["instancesDeleted"] = 0, ["instancesToDelete"] = count };

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
        document.AddComponent<IOpenApiSchema>(nameof(InstanceInput), WithEngine(await Of(typeof(InstanceInput))));
        document.AddComponent<IOpenApiSchema>(nameof(InstanceCustomStatus), customStatus.Named("status", Schemas.ValidationStatus, document));
        document.AddComponent<IOpenApiSchema>(nameof(InstanceCallback), (await Of(typeof(InstanceCallback))).Named("status", Schemas.CallbackStatus, document));
        document.AddComponent<IOpenApiSchema>(nameof(InstanceOutput), (await Of(typeof(InstanceOutput))).Named("status", Schemas.SettledStatus, document));
        document.AddComponent<IOpenApiSchema>(HistorySchema.Name, HistorySchema.Of(document));
        document.AddComponent<IOpenApiSchema>(Instance, OfInstance(document).Named("runtimeStatus", Schemas.InstanceState, document));
        document.AddComponent<IOpenApiSchema>(Purged, OfPurged());
        document.AddComponent<IOpenApiSchema>(Error, OfError());
    }

    private static OpenApiSchema OfInstance(OpenApiDocument document) => Object("An instance's status.", optional: "historyEvents", new()
    {
        ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = Orchestrator, Description = "The orchestrator's name, the same for all." },
        ["instanceId"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = Parameters.InstanceIdPattern,
            Description = "The instance's id: the validation's id. On Azure also that with `-redelivery-` or `-after-` and a number.",
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

                The last two are final, but for a redelivery of the callback, which lets it run again. The other states of Durable Functions never occur on the
                self-host: what Juspay refuses is an answer, too.

                On Azure also `Pending` (it has not begun), `ContinuedAsNew` (between two turns) and `Failed` (a fault of the service ended it; the next sweep lets another
                instance bring the validation to its end). `Terminated` stays there whatever becomes of the validation, and a redelivery is an instance of its own.
                """,
        },
        ["input"] = Either("What it was started with; null with `showInput=false`.", new OpenApiSchemaReference(nameof(InstanceInput), document)),
        ["customStatus"] = Either("How far it is. Null on Azure only, before its first turn.", new OpenApiSchemaReference(nameof(InstanceCustomStatus), document)),
        ["output"] = Either(
            "What came out when it is `Completed`. Otherwise the reason that came with the last terminate, suspend or resume, a text of at most 512 characters; "
            + "null when there was none.",
            new OpenApiSchemaReference(nameof(InstanceOutput), document),
            Text()),
        ["createdTime"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = "date-time",
            Description = "When it was created, in whole seconds. On Azure when its present turn began.",
        },
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
            Description = "What happened, oldest first; only with `showHistory=true`, and never in a list. On Azure what happened in the last turn, and absent as long "
                + "as nothing has.",
        },
    });

    private static OpenApiSchema OfPurged() => Object("What was deleted, or would be.", optional: "instancesToDelete", new()
    {
        ["instancesDeleted"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Description = "How many instances were deleted: none in a dry run." },
        ["instancesToDelete"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Description = "In a dry run: how many instances would be deleted." },
    });

    private static OpenApiSchema OfError()
    {
        var error = Object("An error of the management API. On Azure it may tell what was thrown inside the extension, for a report to Microsoft.", optional: null, new()
        {
            ["Message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For people." },
        });
        error.Properties!["ExceptionMessage"] = OfAzure("What the exception said.");
        error.Properties["ExceptionType"] = OfAzure("Its type.");
        error.Properties["StackTrace"] = OfAzure("Where it was thrown.");
        error.Properties["InnerException"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "On Azure: what caused it, in the same form." };
        return error;
    }

    private static OpenApiSchema OfAzure(string description) => new() { Type = JsonSchemaType.String, Description = "On Azure: " + description };

    private static OpenApiSchema WithEngine(OpenApiSchema input)
    {
        input.Properties!["engine"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "On Azure: the state of the engine, without personal data. Not part of the contract: it may change with any version.",
        };
        return input;
    }

    private static OpenApiSchema Object(string description, string? optional, Dictionary<string, IOpenApiSchema> properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = properties,
        Required = properties.Keys.Where(name => name != optional).ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>An error, or, with <c>returnInternalServerErrorOnFailure</c>, an instance that failed.</summary>
    public static OpenApiSchema ErrorOrFailed(OpenApiDocument document) =>
        new() { OneOf = [new OpenApiSchemaReference(Error, document), new OpenApiSchemaReference(Instance, document)] };

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

    /// <summary>A text.</summary>
    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
