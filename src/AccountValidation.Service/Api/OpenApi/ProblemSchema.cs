using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The schema of one kind of problem.</summary>
internal static class ProblemSchema
{
    private static readonly Dictionary<string, Func<OpenApiSchema>> Extensions = new(StringComparer.Ordinal)
    {
        ["errors"] = () => new()
        {
            Type = JsonSchemaType.Object,
            Description = "For each bad field, parameter or header what is wrong with it.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
        ["validationId"] = () => new() { Type = JsonSchemaType.String, Pattern = Parameters.ValidationIdPattern, Description = "The other validation's id." },
        ["validation"] = () => new() { Type = JsonSchemaType.String, Format = "uri-reference", Description = "The other validation's path." },
    };

    /// <summary>The schema. What the sample has is what every problem of its kind has.</summary>
    public static OpenApiSchema Of(ProblemKind kind)
    {
        var status = kind.Sample.Status ?? throw new InvalidOperationException($"{kind.Schema} has no status.");
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"Status {status}: {kind.When}",
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = TypeOf(kind),
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For people." },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Enum = [(JsonNode)status], Description = "The HTTP status." },
            },
        };
        if (kind.Sample.Detail is not null)
        {
            schema.Properties.Add("detail", new OpenApiSchema { Type = JsonSchemaType.String, Description = "For people." });
        }

        foreach (var name in kind.Sample.Extensions.Keys)
        {
            schema.Properties.Add(name, Extensions[name]());
        }

        schema.Required = new HashSet<string>(schema.Properties.Keys, StringComparer.Ordinal);
        schema.Properties.Add("traceId", new OpenApiSchema { Type = JsonSchemaType.String, Description = "Names the request to the operator." });
        return schema;
    }

    /// <summary>The schema of several kinds: what only some of them have may be missing.</summary>
    public static OpenApiSchema Of(ProblemGroup group)
    {
        var schemas = group.Kinds.Select(Of).ToList();
        var schema = schemas[0];
        schema.Description = string.Join("\n\n", group.Kinds.Select(kind => $"`{kind.Type}`: {kind.When}"));
        schema.Properties!["type"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. group.Kinds.Select(kind => (JsonNode)kind.Type!)],
            Description = "Stable: branch on it.",
        };
        foreach (var other in schemas.Skip(1))
        {
            foreach (var (name, property) in other.Properties!)
            {
                schema.Properties.TryAdd(name, property);
            }

            schema.Required!.IntersectWith(other.Required!);
        }

        return schema;
    }

    private static OpenApiSchema TypeOf(ProblemKind kind) => kind.Type is { } type
        ? new() { Type = JsonSchemaType.String, Const = type, Description = "Stable: branch on it." }
        : new() { Type = JsonSchemaType.String, Format = "uri-reference", Description = "None of the URNs." };
}
