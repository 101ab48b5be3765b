using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Management;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>
/// The document's examples against what the service makes and reads. Those of the management API are held by the
/// self-host's tests.
/// </summary>
public sealed partial class ExampleTests
{
    private static readonly string[] Requests =
    [
        "startValidation request full",
        "startValidation request shortest",
        "notifyFromJuspay request event",
    ];

    private readonly CommittedDocument _document = CommittedDocument.Read();

    public static TheoryData<string> Answers => [.. AnswerSamples.Make().Keys];

    [Fact]
    public void Examples_OfTheService_AreAllHeldHere() =>
        Assert.Equal(
            Requests.Concat(AnswerSamples.Make().Keys).Order(StringComparer.Ordinal),
            _document
                .Operations.Where(operation => operation.Tag != "Management")
                .SelectMany(operation => operation.Examples)
                .Select(example => example.Key)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Answers))]
    public void Example_OfWhatIsAnsweredOrSent_IsWhatTheServiceMakes(string name)
    {
        var made = AnswerSamples.Make()[name];
        var documented = _document.Examples[name];

        Assert.True(JsonNode.DeepEquals(made, documented), $"{name} is not\n{documented}\nbut\n{made}");
    }

    [Fact]
    public void Example_OfAWholeStartRequest_IsThatOfTheSampleAndHasEveryField()
    {
        var example = _document.Examples[Requests[0]]!;
        var (request, errors) = Parsing.Start(example.ToJsonString());

        Assert.Empty(errors);
        Assert.NotNull(request);
        var sample = SampleValidations.Accepted.Request;
        Assert.Equal(
            (sample.CustomerId, sample.CustomerAccountId, sample.RoutingId),
            (request.CustomerId, request.CustomerAccountId, request.RoutingId));
        Assert.Equal(
            (sample.Gateway, sample.Amount, sample.CallbackUrl),
            (request.Gateway, request.Amount, request.CallbackUrl));
        Assert.Equal(sample.Metadata, request.Metadata);
        Assert.Equal(Names(_document.Schemas["StartRequest"]!["properties"]!), Names(example));
    }

    [Fact]
    public void Example_OfTheShortestStartRequest_IsTakenAndHasWhatIsRequired()
    {
        var example = _document.Examples[Requests[1]]!;

        Assert.Empty(Parsing.Start(example.ToJsonString()).Errors);
        Assert.Equal(CommittedDocument.Words(_document.Schemas["StartRequest"]!["required"]), Names(example));
        Assert.All(Names(example), name => Assert.NotEmpty(Parsing.Start(Without(example, name)).Errors));
    }

    [Fact]
    public void Example_OfANotification_NamesTheAccountOfTheSample() => Assert.Contains(
        SampleValidations.Accepted.Request.CustomerAccountId,
        AccountIdCandidates.In(Encoding.UTF8.GetBytes(_document.Examples[Requests[2]]!.ToJsonString()))!);

    [Theory]
    [InlineData("id", SampleValidations.Id)]
    [InlineData("instanceId", SampleValidations.Id)]
    [InlineData("eventName", nameof(Signal.Check))]
    public void Example_OfAPathParameter_IsOfTheSample(string name, string expected)
    {
        var parameters = _document
            .Operations.SelectMany(operation => operation.Parameters)
            .Where(parameter => parameter["name"]!.GetValue<string>() == name)
            .ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter => Assert.Equal(expected, parameter["example"]!.GetValue<string>()));
    }

    [Fact]
    public void Example_OfLocation_IsTheSamplesAddress()
    {
        var locations = _document
            .Operations.SelectMany(operation =>
                operation
                    .Headers.Where(header => header.Key == "Location")
                    .Select(header => (operation.Tag, Example: header.Value!["example"]!.GetValue<string>())))
            .Distinct();

        (string, string)[] expected =
        [
            ("Validations", Links.ToValidation(SampleValidations.Id)),
            ("Management", $"https://validation.example{ManagementLinks.BasePath}/instances/{SampleValidations.Id}"),
        ];
        Assert.Equal(expected.Order(), locations.Order());
    }

    [Fact]
    public void Examples_OfTheHeadersOfAStart_AreRead()
    {
        var start = _document.Operation("startValidation");
        var headers = new HeaderDictionary { ["Prefer"] = start.Parameter("Prefer")["example"]!.GetValue<string>() };
        var applied = start.Headers.First(header => header.Key == "Preference-Applied").Value![
            "example"
        ]!.GetValue<string>();

        Assert.True(
            IdempotencyKeys.IsKey(
                start.Parameter(RequestHeaders.IdempotencyKey)["example"]!.GetValue<string>()));
        Assert.Equal("wait=10", applied);
        Assert.Equal(TimeSpan.FromSeconds(10), RequestHeaders.ReadWait(headers));
    }

    [Fact]
    public void Examples_OfTheHeadersOfACallback_AreThoseOfTheSample()
    {
        var webhook = _document.Operation("validationSettled");

        Assert.Equal(
            SampleValidations.Active.Callback!.MessageId,
            webhook.Parameter("webhook-id")["example"]!.GetValue<string>());
        Assert.Equal(
            SampleValidations.SettledAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            webhook.Parameter("webhook-timestamp")["example"]!.GetValue<string>());
    }

    [Fact]
    public void Vector_OfTheWebhook_IsWhatTheServiceSigns()
    {
        var webhook = _document.Operation("validationSettled");
        var vector = Vector().Match(webhook.Description);
        var secret = SigningSecret.TryParse(vector.Groups["secret"].Value);
        var payload = new CallbackPayload(
            new Uri("https://onboarding.example/hooks"),
            vector.Groups["id"].Value,
            Encoding.UTF8.GetBytes(vector.Groups["body"].Value));

        Assert.NotNull(secret);
        var delivery = payload.Sign(
            [secret],
            DateTimeOffset.FromUnixTimeSeconds(
                long.Parse(vector.Groups["timestamp"].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(vector.Groups["signature"].Value, delivery.Signature);
        Assert.Equal(
            vector.Groups["signature"].Value, webhook.Parameter("webhook-signature")["example"]!.GetValue<string>());
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key);

    private static string Without(JsonNode node, string name)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString();
    }

    [GeneratedRegex(
        "secret `(?<secret>[^`]+)`, id `(?<id>[^`]+)`, timestamp `(?<timestamp>[^`]+)`,\\s+body `(?<body>[^`]+)`, "
        + "signature `(?<signature>[^`]+)`")]
    private static partial Regex Vector();
}
