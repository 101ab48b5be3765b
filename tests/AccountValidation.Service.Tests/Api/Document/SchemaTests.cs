using System.Collections;
using System.Text.Json.Nodes;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Management;
using AccountValidation.Tests.Document;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>The fields of the document's schemas against the types that they stand for.</summary>
public sealed class SchemaTests
{
    private const string Null = "null";

    // Those of problems, of words, and those that stand for no type of the service: the request is read by hand, the
    // others are of Durable Functions.
    private static readonly string[] OfNoType =
    [
        "StartRequest",
        "Instance",
        "HistoryEvent",
        "Purged",
        "ManagementError",
    ];

    private readonly CommittedDocument _document = CommittedDocument.Read();

    public static TheoryData<string> Names => [.. ContractType.All.Keys];

    [Fact]
    public void Schemas_EveryOne_IsHeldBySomeTest() =>
        Assert.Equal(
            ContractType.All.Keys.Concat(OfNoType).Order(StringComparer.Ordinal),
            _document
                .Schemas.Where(schema =>
                    schema.Value!["properties"] is not null && !ProblemTests.Schemas.Contains(schema.Key))
                .Select(schema => schema.Key)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_Fields_AreThoseOfItsType(string name)
    {
        var (schema, type) = (_document.Schemas[name]!, ContractType.All[name]);

        Assert.Equal(
            type.Fields.Select(field => field.Name).Concat(type.Added),
            schema["properties"]!.AsObject().Select(property => property.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_RequiredFields_AreThoseThatAreAlwaysWritten(string name) =>
        Assert.Equal(
            ContractType
                .All[name]
                .Fields.Where(field => field.IsRequired)
                .Select(field => field.Name)
                .Order(StringComparer.Ordinal),
            CommittedDocument.Words(_document.Schemas[name]!["required"]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_Fields_HaveTheKindsOfValuesOfTheirTypes(string name)
    {
        foreach (var field in ContractType.All[name].Fields)
        {
            var schema = _document.Schemas[name]!["properties"]![field.Name]!;
            var expected = field.MayBeNull ? [KindOf(field.Type), Null] : new[] { KindOf(field.Type) };

            Assert.True(
                KindsIn(schema).SetEquals(expected),
                $"{name}.{field.Name}: {schema.ToJsonString()} is not {string.Join(" or ", expected)}.");
            Assert.Equal(field.Type == typeof(DateTimeOffset), schema["format"]?.GetValue<string>() == "date-time");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_WhatItHolds_IsOfTheTypesThatItsTypeHolds(string name)
    {
        foreach (var field in ContractType.All[name].Fields)
        {
            var schema = _document.Schemas[name]!["properties"]![field.Name]!;
            (Type Type, JsonNode? Schema) held = field.Type.GetGenericArguments() switch
            {
                [var item] => (item, schema["items"]),
                [_, var value] => (value, schema["additionalProperties"]),
                _ => (field.Type, schema["oneOf"]?[0] ?? schema),
            };
            if (KindOf(held.Type) == "object")
            {
                Assert.Equal(held.Type, ContractType.All[CommittedDocument.NameOf(held.Schema!)!].Type);
            }
        }
    }

    [Fact]
    public void Schema_OfAStartRequest_HasTheFieldsThatAreReadAndRequiresTheIds()
    {
        var schema = _document.Schemas["StartRequest"]!;

        Assert.Equal(
            ContractType.FieldsOf(typeof(StartRequest)).Select(field => field.Name),
            schema["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(["customerId", "customerAccountId"], CommittedDocument.Words(schema["required"]));
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.Equal(
            "amount, callbackUrl, gateway, metadata, routingId",
            string.Join(
                ", ",
                schema["properties"]!
                    .AsObject()
                    .Where(property => KindsIn(property.Value!).Contains(Null))
                    .Select(property => property.Key)
                    .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Schema_OfAStartedValidation_HasTheLinksOfAnAcceptedStart()
    {
        var answer = new JsonObject();
        ManagementLinks.AddTo(answer, "https://validation.example", SampleValidations.Id);

        Assert.Equal(answer.Select(link => link.Key), ContractType.All["StartedValidation"].Added);
    }

    [Fact]
    public void Schema_OfAnInstance_ShowsWhatTheServiceMakes()
    {
        var properties = _document.Schemas["Instance"]!["properties"]!;

        Assert.Equal(
            [nameof(InstanceInput), nameof(InstanceCustomStatus), nameof(InstanceOutput)],
            ((string[])["input", "customStatus", "output"]).Select(field =>
                CommittedDocument.NameOf(properties[field]!["oneOf"]![0]!)));
    }

    // The one currency.
    [Fact]
    public void Schema_OfAValidation_NamesTheCurrencyThatIsWritten() => Assert.Equal(
        Projection.Of(SampleValidations.Active).Currency,
        _document.Schemas["Validation"]!["properties"]!["currency"]!["const"]!.GetValue<string>());

    private static string KindOf(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(DateTimeOffset) => "string",
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when type == typeof(bool) => "boolean",
        _ when type.GetGenericArguments() is [_, _] => "object",
        _ when type.IsAssignableTo(typeof(IEnumerable)) => "array",
        _ => "object",
    };

    private HashSet<string> KindsIn(JsonNode schema) => schema switch
    {
        _ when CommittedDocument.NameOf(schema) is { } name => KindsIn(_document.Schemas[name]!),
        _ when schema["oneOf"] is JsonArray choices => [.. choices.SelectMany(choice => KindsIn(choice!))],
        _ when schema["type"] is JsonArray kinds => [.. CommittedDocument.Words(kinds)],
        _ => [schema["type"]!.GetValue<string>()],
    };
}
