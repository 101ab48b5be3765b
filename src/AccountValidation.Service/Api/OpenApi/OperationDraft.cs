using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The description of one route while it is written.</summary>
/// <param name="operation">What is written to.</param>
/// <param name="document">The document it belongs to.</param>
internal sealed class OperationDraft(OpenApiOperation operation, OpenApiDocument document)
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    /// <summary>The document it belongs to.</summary>
    public OpenApiDocument Document => document;

    /// <summary>A key is needed: 401 without one.</summary>
    public OperationDraft NeedsKey() => Needs([.. Keys.Required(document)]).Refuses(401, ProblemKinds.Unauthorized);

    /// <summary>One of these proofs of who calls is needed.</summary>
    public OperationDraft Needs(params IEnumerable<OpenApiSecurityRequirement> proofs)
    {
        operation.Security = [.. proofs];
        return this;
    }

    /// <summary>Open to all.</summary>
    public OperationDraft IsOpen()
    {
        operation.Security = [];
        return this;
    }

    /// <summary>Takes a parameter.</summary>
    public OperationDraft Takes(params IEnumerable<OpenApiParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            operation.Parameters!.Add(parameter);
        }

        return this;
    }

    /// <summary>Takes a JSON body, which is required.</summary>
    public OperationDraft TakesBody(string schema, string description, params IEnumerable<(string Name, string Summary, JsonNode Value)> examples) =>
        TakesBody(new OpenApiSchemaReference(schema, document), description, isRequired: true, examples);

    /// <summary>Takes any JSON as its body.</summary>
    public OperationDraft TakesAnyJson(string description, bool isRequired, params IEnumerable<(string Name, string Summary, JsonNode Value)> examples) =>
        TakesBody(new OpenApiSchema(), description, isRequired, examples);

    private OperationDraft TakesBody(
        IOpenApiSchema schema, string description, bool isRequired, IEnumerable<(string Name, string Summary, JsonNode Value)> examples)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = description,
            Required = isRequired,
            Content = new Dictionary<string, OpenApiMediaType> { [Json] = Content(schema, examples) },
        };
        return this;
    }

    /// <summary>Answers with a JSON body.</summary>
    public OperationDraft Answers(
        int status,
        string description,
        string schema,
        IReadOnlyDictionary<string, IOpenApiHeader>? headers,
        params IEnumerable<(string Name, string Summary, JsonNode Value)> examples) =>
        AnswersAs(status, description, new OpenApiSchemaReference(schema, document), headers, examples);

    /// <summary>Answers with a JSON body of a schema without a name.</summary>
    public OperationDraft AnswersAs(
        int status,
        string description,
        OpenApiSchema schema,
        params IEnumerable<(string Name, string Summary, JsonNode Value)> examples) => AnswersAs(status, description, schema, headers: null, examples);

    /// <summary>Answers with a JSON array.</summary>
    public OperationDraft AnswersList(
        int status,
        string description,
        string schema,
        IReadOnlyDictionary<string, IOpenApiHeader>? headers,
        params IEnumerable<(string Name, string Summary, JsonNode Value)> examples)
    {
        var list = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(schema, document) };
        return AnswersAs(status, description, list, headers, examples);
    }

    /// <summary>Answers without a body that a caller may rely on: there is none, or problem details.</summary>
    public OperationDraft AnswersEmpty(int status, string description, IReadOnlyDictionary<string, IOpenApiHeader>? headers = null) =>
        Answers(status, description, headers, content: null);

    /// <summary>Answers with problem details of one of these kinds.</summary>
    public OperationDraft Refuses(int status, params IReadOnlyList<ProblemKind> kinds) => Refuses(status, headers: null, kinds);

    /// <summary>Answers with problem details of one of these kinds, and with headers.</summary>
    public OperationDraft Refuses(int status, IReadOnlyDictionary<string, IOpenApiHeader>? headers, params IReadOnlyList<ProblemKind> kinds)
    {
        var schema = new OpenApiSchemaReference(kinds is [var only] ? only.Schema : ProblemKinds.GroupOf(kinds).Schema, document);
        var description = string.Join(
            "\n\n", kinds.Select(kind => kind.Type is { } type ? $"`{type}`: {kind.When}" : char.ToUpperInvariant(kind.When[0]) + kind.When[1..]));
        var examples = kinds.Select(kind => (kind.Name, kind.Title, (JsonNode)kind.Example()));
        return Answers(status, description, headers, new Dictionary<string, OpenApiMediaType> { [ProblemJson] = Content(schema, examples) });
    }

    /// <summary>Whether an answer with this status is described.</summary>
    public bool IsAnswered(int status) => operation.Responses!.ContainsKey(status.ToString(CultureInfo.InvariantCulture));

    /// <summary>Answers a status that is described already with a JSON body, too.</summary>
    public OperationDraft OrAnswers(int status, string description, OpenApiSchema schema)
    {
        var answer = (OpenApiResponse)operation.Responses![status.ToString(CultureInfo.InvariantCulture)];
        answer.Description += description;
        answer.Content![Json] = new() { Schema = schema };
        return this;
    }

    private OperationDraft AnswersAs(
        int status,
        string description,
        IOpenApiSchema schema,
        IReadOnlyDictionary<string, IOpenApiHeader>? headers,
        IEnumerable<(string Name, string Summary, JsonNode Value)> examples) =>
        Answers(status, description, headers, new Dictionary<string, OpenApiMediaType> { [Json] = Content(schema, examples) });

    private OperationDraft Answers(
        int status, string description, IReadOnlyDictionary<string, IOpenApiHeader>? headers, Dictionary<string, OpenApiMediaType>? content)
    {
        operation.Responses!.Add(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = description,
            Headers = headers is null ? null : new Dictionary<string, IOpenApiHeader>(headers),
            Content = content,
        });
        return this;
    }

    private static OpenApiMediaType Content(IOpenApiSchema schema, IEnumerable<(string Name, string Summary, JsonNode Value)> examples) => new()
    {
        Schema = schema,
        Examples = examples.ToDictionary(
            example => example.Name,
            IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = example.Value },
            StringComparer.Ordinal),
    };
}
