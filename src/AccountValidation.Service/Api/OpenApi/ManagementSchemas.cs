using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>What the management API answers. The shapes are those of Durable Functions and so none of our types.</summary>
internal static class ManagementSchemas
{
    public const string Instance = nameof(Instance);
    public const string Purged = nameof(Purged);
    public const string ContinuationHeader = "x-ms-continuation-token";

    private const string Path = "/runtime/webhooks/durabletask/instances/";
    private static readonly string[] StatusNames = ["Pending", "Running", "Suspended", "ContinuedAsNew", "Completed", "Terminated", "Failed", "Canceled"];

    /// <summary>Of the answer that an instance is under way.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> PollHeaders { get; } = new Dictionary<string, IOpenApiHeader>
    {
        ["Location"] = new OpenApiHeader
        {
            Required = true,
            Description = "Where to ask again. Holds no key: send yours.",
            Schema = Text("uri-reference"),
            Example = Path + Examples.Id,
        },
        ["Retry-After"] = new OpenApiHeader
        {
            Required = true,
            Description = "In how many seconds.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            Example = 5,
        },
    };

    /// <summary>Of a page that has a next one.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> ContinuationHeaders { get; } = new Dictionary<string, IOpenApiHeader>
    {
        [ContinuationHeader] = new OpenApiHeader { Description = "Continues the list; absent or empty on the last page.", Schema = Text() },
    };

    /// <summary>Adds the schemas; they are part of the document only where the routes are.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        if (document.Components?.Schemas?.ContainsKey(Instance) != true)
        {
            document.AddComponent<IOpenApiSchema>(Instance, OfInstance());
            document.AddComponent<IOpenApiSchema>(Purged, OfPurged());
        }
    }

    /// <summary>The names of the statuses.</summary>
    public static List<JsonNode> Statuses() => [.. StatusNames.Select(name => (JsonNode)name)];

    public static JsonObject Running() => Sample("Running", customStatus: new JsonObject { ["status"] = "PENDING" }, "2026-11-22T10:00:06Z");

    public static JsonObject Completed() => Sample("Completed", customStatus: new JsonObject { ["status"] = "ACTIVE" }, "2026-11-22T10:02:11Z");

    public static JsonObject PurgedOne() => new() { ["instancesDeleted"] = 1 };

    private static OpenApiSchema OfInstance() => Object("An instance's status.", optional: "historyEvents", new()
    {
        ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The orchestrator's name." },
        ["instanceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The instance's id: the validation's id." },
        ["runtimeStatus"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = Statuses(),
            Description = "`Completed`, `Terminated`, `Failed` and `Canceled` are final.",
        },
        ["input"] = new OpenApiSchema { Description = "What the instance was started with; null with `showInput=false`. No personal data." },
        ["customStatus"] = new OpenApiSchema { Description = "Where the validation stands. No personal data." },
        ["output"] = new OpenApiSchema { Description = "What came out; null while it is under way." },
        ["createdTime"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it was created, in whole seconds." },
        ["lastUpdatedTime"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it last changed, in whole seconds." },
        ["historyEvents"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.Object },
            Description = "Its history, only with `showHistory=true`.",
        },
    });

    private static OpenApiSchema OfPurged() => Object("What was deleted.", optional: null, new()
    {
        ["instancesDeleted"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Description = "How many instances." },
    });

    private static OpenApiSchema Object(string description, string? optional, Dictionary<string, IOpenApiSchema> properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = properties,
        Required = properties.Keys.Where(name => name != optional).ToHashSet(StringComparer.Ordinal),
    };

    private static JsonObject Sample(string status, JsonObject customStatus, string updated) => new()
    {
        ["name"] = "Validation",
        ["instanceId"] = Examples.Id,
        ["runtimeStatus"] = status,
        ["input"] = null,
        ["customStatus"] = customStatus,
        ["output"] = null,
        ["createdTime"] = "2026-11-22T10:00:00Z",
        ["lastUpdatedTime"] = updated,
    };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };
}
