using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccountValidation.Core;
using AccountValidation.Core.Timelines;
using AccountValidation.Core.Views;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Adds to the schemas of the contract's types what the types alone do not say: patterns, bounds, vocabularies.</summary>
internal sealed class FieldRules : IOpenApiSchemaTransformer
{
    private static readonly Dictionary<(Type Type, string Field), Action<OpenApiSchema>> Rules = new()
    {
        [(typeof(ValidationView), "id")] = field => field.Pattern = Parameters.ValidationIdPattern,
        [(typeof(ValidationView), "status")] = field => OneOf(field, Vocabularies.Statuses),
        [(typeof(ValidationView), "amount")] = field => field.Pattern = "^[0-9]+(\\.[0-9]{1,2})?$",
        [(typeof(ValidationView), "currency")] = field => field.Const = "INR",
        [(typeof(ValidationView), "checks")] = field => field.Minimum = "0",
        [(typeof(ValidationView), "validateAttempts")] = field => field.Minimum = "0",
        [(typeof(ValidationView), "timeline")] = field => field.MaxItems = Timeline.MaxEntries,
        [(typeof(Reason), "code")] = field => OneOf(field, Vocabularies.Reasons),
        [(typeof(CallbackView), "status")] = field => OneOf(field, Vocabularies.CallbackStatuses),
        [(typeof(CallbackView), "attempts")] = field => field.Minimum = "0",
        [(typeof(CallbackView), "lastError")] = field => OneOf(field, Vocabularies.DeliveryErrors),
        [(typeof(TimelineEntryView), "event")] = field => OneOf(field, Vocabularies.Events),
        [(typeof(CallbackMessage), "type")] = field => field.Enum = Words(Settled.Select(StatusNames.EventTypeOf)),
        [(typeof(ValidationPage), "continuationToken")] = field => field.Pattern = "^[A-Za-z0-9_-]+$",
        [(typeof(InstanceInput), "amount")] = field => field.Pattern = "^[0-9]+(\\.[0-9]{1,2})?$",
        [(typeof(InstanceCustomStatus), "status")] = field => OneOf(field, Vocabularies.Statuses),
        [(typeof(InstanceCustomStatus), "checks")] = field => field.Minimum = "0",
        [(typeof(InstanceCustomStatus), "validateAttempts")] = field => field.Minimum = "0",
        [(typeof(InstanceCallback), "status")] = field => OneOf(field, Vocabularies.CallbackStatuses),
        [(typeof(InstanceCallback), "attempts")] = field => field.Minimum = "0",
        [(typeof(InstanceOutput), "status")] = field => field.Enum = Words(Settled.Select(StatusNames.Of)),
        [(typeof(HealthView), "status")] = field => field.Enum = Words("healthy", "degraded", "unhealthy"),
        [(typeof(HealthEntryView), "status")] = field => field.Enum = Words("healthy", "degraded", "unhealthy"),
    };

    /// <summary>Every status but <c>PENDING</c>.</summary>
    public static IEnumerable<ValidationStatus> Settled => Enum.GetValues<ValidationStatus>().Where(status => status != ValidationStatus.Pending);

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // The framework lets numbers be texts, because it would read them so; the contract never writes them so.
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (context.JsonPropertyInfo is { } property && Rules.TryGetValue((property.DeclaringType, property.Name), out var rule))
        {
            rule(schema);
        }

        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Object } owner && schema.Properties is not null)
        {
            RequireWhatIsAlwaysWritten(schema, owner);
        }

        return Task.CompletedTask;
    }

    // A field is left out only where its declaration says so; then it is never null.
    private static void RequireWhatIsAlwaysWritten(OpenApiSchema schema, JsonTypeInfo owner)
    {
        schema.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in owner.Properties)
        {
            if (!IsLeftOutWhenNull(property))
            {
                schema.Required.Add(property.Name);
            }
            else if (schema.Properties![property.Name] is OpenApiSchema { Type: { } type } field)
            {
                field.Type = type & ~JsonSchemaType.Null;
            }
        }
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];

    private static void OneOf(OpenApiSchema field, IReadOnlyDictionary<string, string> meanings)
    {
        field.Enum = Words(meanings.Keys);
        field.Description += "\n\n" + string.Join('\n', meanings.Select(word => $"- `{word.Key}`: {word.Value}"));
    }

    private static List<JsonNode> Words(params IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
