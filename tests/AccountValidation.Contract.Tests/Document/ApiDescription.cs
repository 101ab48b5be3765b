using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>The document that the host serves, and the rules for an exchange that agrees with it.</summary>
internal sealed class ApiDescription
{
    private const string Address = "/openapi/v1.json";
    private const string Management = "/runtime/webhooks/durabletask/";

    // The transport adds these headers to any response. A separate comparison covers the media type.
    private static readonly HashSet<string> OfTransport =
        new(StringComparer.OrdinalIgnoreCase) { "Date", "Server", "Transfer-Encoding", "Connection", "Keep-Alive" };

    private readonly JsonNode _document;
    private readonly JsonSchema _schemas;

    /// <summary>Creates the rules from a document.</summary>
    public ApiDescription(JsonNode document) => (_document, _schemas) = (document, new(document));

    /// <summary>Every operation of the document.</summary>
    public IReadOnlyList<DocumentedOperation> Operations =>
        [
            .. _document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(operation => new DocumentedOperation(
                            operation.Key.ToUpperInvariant(), path.Key, operation.Value!))),
        ];

    /// <summary>Reads the document of a host.</summary>
    public static async Task<ApiDescription> ReadAsync(Uri host)
    {
        using var http = new HttpClient();
        return new(JsonNode.Parse(await http.GetStringAsync(new Uri(host, Address)))!);
    }

    /// <summary>Returns the differences between an exchange and the document; empty when they agree.</summary>
    public IReadOnlyList<string> FaultsOf(Exchange exchange)
    {
        var answer = exchange.Answer;
        if (answer is { Status: 400 or 414 or 431, Text: "" })
        {
            return []; // The server refused the request before any route.
        }

        var routes = Operations.Where(operation => operation.IsAt(exchange.Path)).ToList();
        if (IsRefusedByManagement(exchange, routes))
        {
            return [];
        }

        if (routes.Count == 0)
        {
            return answer.Status == 404
                ? []
                : [$"No route is documented at {exchange.Path}, and the answer is {answer}"];
        }

        if (routes.FirstOrDefault(operation => operation.Method == exchange.Method) is not { } route)
        {
            return answer.Status == 405
                ? []
                : [$"{exchange.Method} is not documented at {exchange.Path}, and the answer is {answer}"];
        }

        return route.Answers[answer.Status.ToString(CultureInfo.InvariantCulture)] is { } documented
            ?
            [
                .. FaultsOfBody(answer, documented),
                .. FaultsOfHeaders(answer, documented),
                .. FaultsOfRequest(exchange, route),
                .. FaultsOfHost(exchange),
            ]
            : [$"{route} is not documented to answer {answer.Status}: {answer}"];
    }

    // The text of the tag documents these answers: operations not offered, unknown paths and unknown methods.
    private static bool IsRefusedByManagement(Exchange exchange, List<DocumentedOperation> routes) =>
        exchange.Path.StartsWith(Management, StringComparison.Ordinal)
        && routes.All(route => route.Method != exchange.Method)
        && (
            exchange.Answer is { Status: 401 or 404, Text: "" } || (routes.Count == 0 && exchange.Answer.Status == 501)
        );

    /// <summary>Returns the differences between a callback and the documented webhook; empty when they agree.</summary>
    public IReadOnlyList<string> FaultsOf(Delivery delivery)
    {
        var webhook = _document["webhooks"]!["validationSettled"]!["post"]!;
        var headers = webhook["parameters"]!
            .AsArray()
            .SelectMany(header =>
                delivery.Headers.TryGetValue(header.Text("name")!, out var value)
                    ? _schemas
                        .FaultsOf(JsonValue.Create(value), header!["schema"]!)
                        .Select(fault => $"{header.Text("name")}: {fault}")
                    : [$"The header {header.Text("name")} is missing."]);
        return
        [
            .. headers,
            .. _schemas.FaultsOf(
                delivery.Body, webhook["requestBody"]!["content"]![delivery.Headers["content-type"]]!["schema"]!),
        ];
    }

    /// <summary>
    /// Returns the differences between the document's examples and its schemas; empty when they agree.
    /// </summary>
    public IReadOnlyList<string> FaultsOfExamples() =>
        [
            .. Contents(_document)
                .SelectMany(content =>
                    content["examples"]
                        ?.AsObject()
                        .SelectMany(example =>
                            _schemas
                                .FaultsOf(example.Value!["value"], content["schema"]!)
                                .Select(fault => $"{example.Key}: {fault}"))
                    ?? []),
        ];

    private IEnumerable<string> FaultsOfBody(Answer answer, JsonNode documented) =>
        documented["content"] switch
        {
            null => answer.Text.Length == 0 || answer.MediaType == "application/problem+json"
                ? []
                : [$"A body is not documented: {answer}"],
            var content when answer.MediaType is { } type && content[type] is { } body => _schemas.FaultsOf(
                JsonNode.Parse(answer.Text), body["schema"]!),
            _ when HostUnderTest.IsAzure && answer is { Status: 404, Text.Length: 0 } => [],
            _ => [$"The media type is not documented: {answer}"],
        };

    private IEnumerable<string> FaultsOfHeaders(Answer answer, JsonNode documented)
    {
        var headers = documented["headers"]?.AsObject() ?? [];
        var missing = headers
            .Where(header => header.Value!["required"]?.GetValue<bool>() == true && answer.Header(header.Key) is null)
            .Select(header => $"The header {header.Key} is missing.");
        var others = answer
            .Headers.Where(header => !OfTransport.Contains(header.Key))
            .SelectMany(header =>
                headers[header.Key] is { } known
                    ? _schemas
                        .FaultsOf(ValueOf(answer.Header(header.Key)!, known["schema"]!), known["schema"]!)
                        .Select(fault => $"{header.Key}: {fault}")
                    : [$"The header {header.Key} is not documented."]);
        return missing.Concat(others);
    }

    // The document must allow every accepted request. The host may refuse an allowed request for reasons outside any
    // schema.
    private IEnumerable<string> FaultsOfRequest(Exchange exchange, DocumentedOperation route) =>
        exchange.Answer.Status is < 200 or >= 300
        || route.RequestSchema is not { } schema
        || (string.IsNullOrEmpty(exchange.Body) && !route.RequiresBody)
            ? []
            : _schemas
                .FaultsOf(JsonNode.Parse(exchange.Body ?? ""), schema)
                .Select(fault => $"The request was accepted, but {fault}.");

    private static IEnumerable<string> FaultsOfHost(Exchange exchange) =>
        HostUnderTest.IsAzure || !exchange.Path.StartsWith(Management, StringComparison.Ordinal)
            ? []
            : SelfHostRules.FaultsOf(exchange.Answer);

    // A header is a string. Where the document says integer, this method parses the string.
    private static JsonNode ValueOf(string text, JsonNode schema) =>
        schema.Text("type") == "integer" && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : text;

    private static IEnumerable<JsonNode> Contents(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(member => member.Key == "content" && member.Value is JsonObject types
            ? types.Select(type => type.Value!)
            : Contents(member.Value)),
        JsonArray items => items.SelectMany(Contents),
        _ => [],
    };
}

/// <summary>A request and its response.</summary>
/// <param name="Method">The HTTP method, such as <c>GET</c>.</param>
/// <param name="Path">The path with its query, as sent.</param>
/// <param name="Body">The request's body; null without a body.</param>
/// <param name="Answer">The response.</param>
internal sealed record Exchange(string Method, string Path, string? Body, Answer Answer);

/// <summary>An operation of the document.</summary>
internal sealed record DocumentedOperation(string Method, string Path, JsonNode Description)
{
    /// <summary>The responses by status.</summary>
    public JsonObject Answers => Description["responses"]!.AsObject();

    /// <summary>The schema of the request's body; null when the operation takes none.</summary>
    public JsonNode? RequestSchema => Description["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>True when a request must have a body.</summary>
    public bool RequiresBody => Description["requestBody"]?["required"]?.GetValue<bool>() == true;

    /// <summary>True when a path with a query belongs to this operation.</summary>
    public bool IsAt(string path)
    {
        var parts = path.Split('?')[0].TrimEnd('/').Split('/');
        var template = Path.Split('/');
        return parts.Length == template.Length
            && parts
                .Zip(template)
                .All(pair => (pair.Second.StartsWith('{') && pair.First.Length > 0) || pair.First == pair.Second);
    }

    public override string ToString() => $"{Method} {Path}";
}
