using System.Reflection;
using System.Text.Json.Nodes;

namespace AccountValidation.Tests.Document;

/// <summary>The API's document as it is committed.</summary>
/// <param name="root">The document. JSON nodes are not for several threads: each test reads its own.</param>
internal sealed class CommittedDocument(JsonNode root)
{
    private const string ReferencePrefix = "#/components/schemas/";

    /// <summary>Where it is.</summary>
    public static string Path { get; } =
        typeof(CommittedDocument)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ApiDocument")
            .Value
        ?? throw new InvalidOperationException("The build did not say where the document is.");

    /// <summary>Title and version.</summary>
    public JsonNode Info => root["info"]!;

    /// <summary>The schemas by their names.</summary>
    public JsonObject Schemas => root["components"]!["schemas"]!.AsObject();

    /// <summary>How a request proves who sends it, by name.</summary>
    public JsonObject SecuritySchemes => root["components"]!["securitySchemes"]!.AsObject();

    /// <summary>Every operation, the webhook's included.</summary>
    public IReadOnlyList<DocumentedOperation> Operations =>
        [.. OperationsIn(root["paths"]!), .. OperationsIn(root["webhooks"]!)];

    /// <summary>
    /// Every example of a body, as <c>getValidation 200 pending</c> or <c>startValidation request full</c>.
    /// </summary>
    public IReadOnlyDictionary<string, JsonNode?> Examples =>
        Operations.SelectMany(operation => operation.Examples).ToDictionary(StringComparer.Ordinal);

    /// <summary>Reads it.</summary>
    public static CommittedDocument Read() => new(JsonNode.Parse(File.ReadAllBytes(Path))!);

    /// <summary>The operation of this name.</summary>
    public DocumentedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>The name of the schema that this one refers to; null when it is none but itself.</summary>
    public static string? NameOf(JsonNode schema) => schema["$ref"]?.GetValue<string>()[ReferencePrefix.Length..];

    /// <summary>The texts of an array; empty when it is absent.</summary>
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

/// <summary>One operation of the document.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">The path, or the webhook's name.</param>
/// <param name="Node">All that is said of it.</param>
internal sealed record DocumentedOperation(string Method, string Path, JsonNode Node)
{
    /// <summary>Its name for generated clients.</summary>
    public string? Id => Node["operationId"]?.GetValue<string>();

    /// <summary>What it is for, and all that a caller must know.</summary>
    public string Description => Node["description"]!.GetValue<string>();

    /// <summary>Its group.</summary>
    public string Tag => Node["tags"]!.AsArray().Single()!.GetValue<string>();

    /// <summary>The answers by their status.</summary>
    public JsonObject Answers => Node["responses"]!.AsObject();

    /// <summary>Its parameters, in the path, the query or the headers.</summary>
    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);

    /// <summary>The headers of all its answers, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Headers =>
        Answers.SelectMany(answer => answer.Value!["headers"]?.AsObject() ?? []);

    /// <summary>Its examples of bodies, as <c>getValidation 200 pending</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Examples =>
        ExamplesIn(Node["requestBody"], "request")
            .Concat(Answers.SelectMany(answer => ExamplesIn(answer.Value, answer.Key)));

    /// <summary>The parameter of this name.</summary>
    public JsonNode Parameter(string name) =>
        Parameters.Single(parameter => parameter["name"]!.GetValue<string>() == name);

    /// <summary>The names of its query parameters.</summary>
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
