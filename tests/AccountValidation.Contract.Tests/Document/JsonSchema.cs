using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// Checks JSON against schemas of an OpenAPI 3.1 document (JSON Schema 2020-12). The class refuses every keyword that
/// it does not know, so that no keyword goes unchecked.
/// </summary>
/// <param name="document">The document that references lead into.</param>
internal sealed class JsonSchema(JsonNode document)
{
    private static readonly HashSet<string> Annotations = ["title", "description", "default", "example", "examples"];

    /// <summary>
    /// Returns the faults of a value, one line for each; empty when valid. A field without a name in the schema is a
    /// fault.
    /// </summary>
    /// <exception cref="NotSupportedException">The schema uses a keyword that this class does not know.</exception>
    public IReadOnlyList<string> FaultsOf(JsonNode? value, JsonNode schema) =>
        [.. FaultsAt("$", value, schema.AsObject())];

    private IEnumerable<string> FaultsAt(string path, JsonNode? value, JsonObject schema) =>
        schema
            .SelectMany(keyword => FaultsBy(keyword.Key, keyword.Value!, path, value, schema))
            .Concat(Unnamed(path, value, schema));

    private IEnumerable<string> FaultsBy(
        string keyword, JsonNode rule, string path, JsonNode? value, JsonObject schema) =>
        keyword switch
        {
            "$ref" => FaultsAt(path, value, Resolve(rule.GetValue<string>())),
            "type" => When(
                !TypesIn(rule).Any(type => IsOf(type, value)),
                path,
                $"is a {KindOf(value)}, not {rule.ToJsonString()}"),
            "const" => When(!JsonNode.DeepEquals(rule, value), path, $"is not {rule.ToJsonString()}"),
            "enum" => When(
                !rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
                path,
                $"is {value?.ToJsonString()}, which is not listed"),
            "oneOf" => OneOf(rule.AsArray(), path, value),
            "properties" => Properties(rule.AsObject(), path, value),
            "required" => Members(value).Count == 0 && value is not JsonObject
                ? []
                : rule.AsArray()
                    .Select(name => name!.GetValue<string>())
                    .Where(name => !value!.AsObject().ContainsKey(name))
                    .Select(name => $"{path} lacks {name}"),
            "additionalProperties" when rule is JsonObject others => Others(schema, value)
                .SelectMany(member => FaultsAt($"{path}.{member.Key}", member.Value, others)),
            "additionalProperties" => [], // false or true: see Unnamed
            "propertyNames" => Members(value)
                .SelectMany(member =>
                    FaultsAt($"{path} (name {member.Key})", JsonValue.Create(member.Key), rule.AsObject())),
            "maxProperties" => When(Members(value).Count > rule.GetValue<int>(), path, "has too many members"),
            "items" => Items(value).SelectMany((item, at) => FaultsAt($"{path}[{at}]", item, rule.AsObject())),
            "minItems" => When(
                value is JsonArray && Items(value).Count < rule.GetValue<int>(),
                path,
                "has too few items"),
            "maxItems" => When(Items(value).Count > rule.GetValue<int>(), path, "has too many items"),
            "pattern" or "format" or "minLength" or "maxLength" => ScalarRules
                .FaultsOfText(keyword, rule, TextIn(value))
                .Select(fault => $"{path} {fault}"),
            "minimum" or "maximum" or "exclusiveMinimum" => ScalarRules
                .FaultsOfNumber(keyword, rule, NumberIn(value))
                .Select(fault => $"{path} {fault}"),
            _ when Annotations.Contains(keyword) => [],
            _ => throw new NotSupportedException($"The keyword {keyword} at {path} is not known to this validator."),
        };

    // Stricter than a schema that allows further fields: the document must name every field of a response.
    private static IEnumerable<string> Unnamed(string path, JsonNode? value, JsonObject schema)
    {
        var mayHaveOthers =
            schema["additionalProperties"] is JsonObject
            || (schema["properties"] is null && schema["additionalProperties"] is null);
        return mayHaveOthers ? [] : Others(schema, value).Select(member => $"{path}.{member.Key} is not documented");
    }

    private IEnumerable<string> OneOf(JsonArray choices, string path, JsonNode? value)
    {
        var faults = choices.Select(choice => FaultsAt(path, value, choice!.AsObject()).ToList()).ToList();
        var matches = faults.Count(fault => fault.Count == 0);
        return When(
            matches != 1,
            path,
            $"matches {matches} of {choices.Count} choices: "
                + string.Join(" | ", faults.Select(fault => string.Join("; ", fault))));
    }

    private IEnumerable<string> Properties(JsonObject properties, string path, JsonNode? value) =>
        Members(value)
            .Where(member => properties.ContainsKey(member.Key))
            .SelectMany(member => FaultsAt($"{path}.{member.Key}", member.Value, properties[member.Key]!.AsObject()));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Others(JsonObject schema, JsonNode? value) =>
        Members(value).Where(member => schema["properties"]?.AsObject().ContainsKey(member.Key) != true);

    private JsonObject Resolve(string reference) =>
        reference
            .Split('/')
            .Skip(1)
            .Aggregate(document, (node, name) =>
                node[name]
                ?? throw new InvalidOperationException($"The document refers to {reference}, which it does not hold."))
            .AsObject();

    private static IEnumerable<string> TypesIn(JsonNode rule) =>
        rule is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "integer" => NumberIn(value) is { } number && decimal.IsInteger(number),
        "number" => NumberIn(value) is not null,
        "string" or "boolean" or "object" or "array" or "null" => KindOf(value) == type,
        _ => throw new NotSupportedException($"There is no type {type}."),
    };

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };

    private static string? TextIn(JsonNode? value) => KindOf(value) == "string" ? value!.GetValue<string>() : null;

    private static decimal? NumberIn(JsonNode? value) =>
        KindOf(value) == "number" ? decimal.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static IReadOnlyList<KeyValuePair<string, JsonNode?>> Members(JsonNode? value) =>
        value is JsonObject members ? [.. members] : [];

    private static IReadOnlyList<JsonNode?> Items(JsonNode? value) => value is JsonArray items ? [.. items] : [];

    private static IEnumerable<string> When(bool isFault, string path, string fault) =>
        isFault ? [$"{path} {fault}"] : [];
}
