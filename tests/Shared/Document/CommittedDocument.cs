using System.Reflection;
using System.Text.Json.Nodes;

namespace AccountValidation.Tests.Document;

/// <summary>The API's document as committed.</summary>
/// <param name="root">The document. JSON nodes are not thread safe: each test reads its own document.</param>
internal sealed class CommittedDocument(JsonNode root)
{
    private const string ReferencePrefix = "#/components/schemas/";

    /// <summary>The path of the document.</summary>
    public static string Path { get; } =
        typeof(CommittedDocument)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ApiDocument")
            .Value
        ?? throw new InvalidOperationException("The build did not say where the document is.");

    /// <summary>The title and the version.</summary>
    public JsonNode Info => root["info"]!;

    /// <summary>The schemas by name.</summary>
    public JsonObject Schemas => root["components"]!["schemas"]!.AsObject();

    /// <summary>The security schemes by name.</summary>
    public JsonObject SecuritySchemes => root["components"]!["securitySchemes"]!.AsObject();

    /// <summary>Every operation, including the webhook.</summary>
    public IReadOnlyList<DocumentedOperation> Operations =>
        [.. OperationsIn(root["paths"]!), .. OperationsIn(root["webhooks"]!)];

    /// <summary>
    /// Every example of a body, as <c>getValidation 200 pending</c> or <c>startValidation request full</c>.
    /// </summary>
    public IReadOnlyDictionary<string, JsonNode?> Examples =>
        Operations.SelectMany(operation => operation.Examples).ToDictionary(StringComparer.Ordinal);

    /// <summary>Reads the document.</summary>
    public static CommittedDocument Read() => new(JsonNode.Parse(File.ReadAllBytes(Path))!);

    /// <summary>Returns the operation with this id.</summary>
    public DocumentedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>The name of the schema that a reference names; null for a schema without a reference.</summary>
    public static string? NameOf(JsonNode schema) => schema["$ref"]?.GetValue<string>()[ReferencePrefix.Length..];

    /// <summary>The strings of an array; empty when the array is absent.</summary>
    public static IReadOnlyList<string> Words(JsonNode? array) =>
        [.. array?.AsArray().Select(word => word!.GetValue<string>()) ?? []];

    private static IEnumerable<DocumentedOperation> OperationsIn(JsonNode paths) =>
        paths
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject()
                    .Select(operation => new DocumentedOperation(
                        operation.Key.ToUpperInvariant(), path.Key, operation.Value!)));
}

/// <summary>An operation of the document.</summary>
/// <param name="Method">The HTTP method, such as <c>GET</c>.</param>
/// <param name="Path">The path, or the webhook's name.</param>
/// <param name="Node">The operation's JSON.</param>
internal sealed record DocumentedOperation(string Method, string Path, JsonNode Node)
{
    /// <summary>The operation id, which names the operation in generated clients.</summary>
    public string? Id => Node["operationId"]?.GetValue<string>();

    /// <summary>The description for callers.</summary>
    public string Description => Node["description"]!.GetValue<string>();

    /// <summary>The only tag.</summary>
    public string Tag => Node["tags"]!.AsArray().Single()!.GetValue<string>();

    /// <summary>The responses by status.</summary>
    public JsonObject Answers => Node["responses"]!.AsObject();

    /// <summary>The parameters in path, query and headers.</summary>
    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);

    /// <summary>The headers of all responses, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Headers =>
        Answers.SelectMany(answer => answer.Value!["headers"]?.AsObject() ?? []);

    /// <summary>The examples of bodies, with names such as <c>getValidation 200 pending</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Examples =>
        ExamplesIn(Node["requestBody"], "request")
            .Concat(Answers.SelectMany(answer => ExamplesIn(answer.Value, answer.Key)));

    /// <summary>Returns the parameter with this name.</summary>
    public JsonNode Parameter(string name) =>
        Parameters.Single(parameter => parameter["name"]!.GetValue<string>() == name);

    /// <summary>The names of the query parameters.</summary>
    public IEnumerable<string> QueryNames =>
        Parameters
            .Where(parameter => parameter["in"]!.GetValue<string>() == "query")
            .Select(parameter => parameter["name"]!.GetValue<string>());

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";

    private IEnumerable<KeyValuePair<string, JsonNode?>> ExamplesIn(JsonNode? message, string where) =>
        (message?["content"]?.AsObject() ?? []).SelectMany(content => content.Value!["examples"]?.AsObject() ?? [])
        .Select(example => KeyValuePair.Create($"{Id} {where} {example.Key}", example.Value!["value"]));
}
