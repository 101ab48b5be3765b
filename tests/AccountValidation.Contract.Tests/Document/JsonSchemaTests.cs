using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Tests of the suite's own validator: each keyword finds its fault.</summary>
public sealed class JsonSchemaTests
{
    private static readonly JsonNode Document = JsonNode.Parse(
        """{"components":{"schemas":{"Name":{"type":"string","minLength":2}}}}""")!;

    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":"integer"}""", "1", "1.5")]
    [InlineData("""{"type":["null","number"]}""", "null", "\"1\"")]
    [InlineData("""{"type":"boolean"}""", "false", "null")]
    [InlineData("""{"type":"array","items":{"type":"null"}}""", "[null]", "[0]")]
    [InlineData("""{"minItems":1}""", "[1]", "[]")]
    [InlineData("""{"maxItems":1}""", "[1]", "[1,2]")]
    [InlineData("""{"const":"a"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"enum":["a",1]}""", "1", "2")]
    [InlineData("""{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Name"}]}""", "\"ab\"", "\"a\"")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1.5", "1")]
    [InlineData("""{"properties":{"a":{"type":"null"}}}""", """{"a":null}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", "{}", """{"b":2}""")]
    [InlineData(
        """{"properties":{"a":{}},"additionalProperties":{"type":"null"}}""",
        """{"a":1,"b":null}""",
        """{"b":2}""")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", "{}")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""{"maxProperties":1}""", """{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aa\"", "\"ab\"")]
    [InlineData("""{"minLength":2}""", "\"ab\"", "\"a\"")]
    [InlineData("""{"maxLength":1}""", "\"\\ud83d\\ude00\"", "\"ab\"")]
    [InlineData("""{"minimum":1}""", "1", "0")]
    [InlineData("""{"maximum":1}""", "1", "2")]
    [InlineData("""{"exclusiveMinimum":0}""", "0.01", "0")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22T10:00:00.123Z\"", "\"2026-11-22\"")]
    [InlineData("""{"format":"uri"}""", "\"https://a.example/\"", "\"a\"")]
    public void Schema_GoodAndBadValue_AreTold(string schema, string good, string bad)
    {
        var schemas = new JsonSchema(Document);

        Assert.Empty(schemas.FaultsOf(JsonNode.Parse(good), JsonNode.Parse(schema)!));
        Assert.NotEmpty(schemas.FaultsOf(JsonNode.Parse(bad), JsonNode.Parse(schema)!));
    }

    [Theory]
    [InlineData("""{"allOf":[]}""")]
    [InlineData("""{"format":"colour"}""")]
    public void Schema_UnknownRule_IsNotPassedOver(string schema) =>
        Assert.Throws<NotSupportedException>(() =>
            new JsonSchema(Document).FaultsOf(JsonValue.Create("a"), JsonNode.Parse(schema)!));
}
