using System.Reflection;
using System.Text.Json.Nodes;
using AccountValidation.Service.Api;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>The document's problems against those that the API answers.</summary>
public sealed class ProblemTests
{
    private const string Media = "application/problem+json";
    private const string TraceId = "traceId"; // what the framework adds

    // Each schema and what it stands for; several where one route answers several with one status.
    private static readonly Dictionary<string, IResult[]> Kinds = new(StringComparer.Ordinal)
    {
        ["InvalidRequestProblem"] = Made(nameof(Problems.InvalidRequest)),
        ["UnauthorizedProblem"] = Made(nameof(Problems.Unauthorized), nameof(Problems.UnauthorizedNotification)),
        ["SeesOwnOnlyProblem"] = Made(nameof(Problems.SeesOwnOnly)),
        ["ValidationNotFoundProblem"] = Made(nameof(Problems.UnknownValidation)),
        ["AlreadySettledProblem"] = Made(nameof(Problems.AlreadySettled)),
        ["BodyTooLargeProblem"] = Made(nameof(Problems.TooLarge)),
        ["UnsupportedMediaTypeProblem"] = Made(nameof(Problems.NotJson)),
        ["IdempotencyKeyReusedProblem"] = Made(nameof(Problems.KeyReused)),
        ["ValidationPurgedProblem"] = Made(nameof(Problems.Purged)),
        ["StoreUnavailableProblem"] = Made(nameof(Problems.StoreUnavailable)),
        ["StartConflictProblem"] = Made(
            nameof(Problems.AccountBusy),
            nameof(Problems.AccountBusyElsewhere),
            nameof(Problems.RoutingIdInUse),
            nameof(Problems.OtherRoutingIdInUse)),
        ["StartUnavailableProblem"] = Made(nameof(Problems.StoreUnavailable), nameof(Problems.TooManyUnsettled)),
        ["RedeliverConflictProblem"] = Made(nameof(Problems.NotSettled), nameof(Problems.NoCallback)),
        ["NoNotificationsProblem"] = [ProblemSamples.NoNotifications],
        ["FaultProblem"] = [ProblemSamples.Fault],
    };

    private readonly CommittedDocument _document = CommittedDocument.Read();

    /// <summary>The names of the schemas of problems.</summary>
    public static TheoryData<string> Names => [.. Kinds.Keys];

    /// <summary>The same, to search in.</summary>
    internal static IReadOnlyCollection<string> Schemas => Kinds.Keys;

    [Fact]
    public void Problems_EveryOneOfTheCode_HasASchema()
    {
        var methods = typeof(Problems)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(IResult))
            .Select(method => method.Name);
        var types = ProblemSamples
            .All.Values.Select(ProblemSamples.TypeOf)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(methods.Order(StringComparer.Ordinal), ProblemSamples.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(types, Kinds.Keys.SelectMany(TypesIn).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Problems_EverySchemaThatIsAnswered_IsHeldHere() => Assert.Equal(
        Kinds.Keys.Order(StringComparer.Ordinal),
        Answers().Select(answer => answer.Schema).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfAProblem_HasTheFieldsOfItsKinds(string name)
    {
        var schema = _document.Schemas[name]!;
        var fields = Kinds[name]
            .Select(problem =>
                ProblemSamples.BodyOf(problem).AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal))
            .ToList();
        var (any, all) = (
            fields.SelectMany(names => names).ToHashSet(StringComparer.Ordinal),
            fields.Aggregate((known, more) => [.. known.Intersect(more)]));

        Assert.Equal(
            any.Append(TraceId).Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            all.Order(StringComparer.Ordinal),
            CommittedDocument.Words(schema["required"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfAProblem_HasItsTypesAndItsStatus(string name)
    {
        var status = Assert.Single(Kinds[name].Select(problem => ProblemSamples.DetailsOf(problem).Status).Distinct());

        Assert.Equal(Kinds[name].Select(ProblemSamples.TypeOf).OfType<string>().Distinct(), TypesIn(name));
        Assert.Equal(
            status,
            Assert.Single(_document.Schemas[name]!["properties"]!["status"]!["enum"]!.AsArray())!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfAProblem_SaysWhenItIsAnswered(string name)
    {
        var paragraphs = ParagraphsIn(_document.Schemas[name]!);
        var beginnings = Kinds[name].Length > 1 && TypesIn(name).Count > 1
            ? TypesIn(name).Select(type => $"`{type}`: ")
            : [$"Status {ProblemSamples.DetailsOf(Kinds[name][0]).Status}: "];

        Assert.All(beginnings, beginning => Assert.Single(paragraphs, paragraph => Says(paragraph, beginning)));
    }

    [Fact]
    public void Answers_OfProblems_SayForEachTypeWhen() =>
        Assert.All(Answers(), answer =>
            Assert.All(TypesIn(answer.Schema), type =>
                Assert.Single(ParagraphsIn(answer.Node), paragraph => Says(paragraph, $"`{type}`: "))));

    [Fact]
    public void Answers_OfProblems_HaveTheStatusOfTheirSchema() => Assert.All(
        Answers(),
        answer => Assert.Equal(answer.Status, $"{ProblemSamples.DetailsOf(Kinds[answer.Schema][0]).Status}"));

    private IEnumerable<(string Schema, string Status, JsonNode Node)> Answers() =>
        _document
            .Operations.SelectMany(operation => operation.Answers)
            .Where(answer => answer.Value!["content"]?[Media] is not null)
            .Select(answer =>
                (CommittedDocument.NameOf(answer.Value!["content"]![Media]!["schema"]!)!, answer.Key, answer.Value!));

    private IReadOnlyList<string> TypesIn(string schema)
    {
        var type = _document.Schemas[schema]!["properties"]!["type"]!;
        return type["const"] is { } only ? [only.GetValue<string>()] : CommittedDocument.Words(type["enum"]);
    }

    private static string[] ParagraphsIn(JsonNode node) => node["description"]!.GetValue<string>().Split("\n\n");

    private static bool Says(string paragraph, string beginning) =>
        paragraph.StartsWith(beginning, StringComparison.Ordinal)
        && !string.IsNullOrWhiteSpace(paragraph[beginning.Length..]);

    private static IResult[] Made(params IEnumerable<string> names) =>
        [.. names.Select(name => ProblemSamples.All[name])];
}
