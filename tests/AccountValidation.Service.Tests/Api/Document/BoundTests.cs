using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Core.Timelines;
using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Api.Document;

/// <summary>
/// The document's bounds, patterns and names against the constants and the rules that the service goes by.
/// </summary>
public sealed class BoundTests
{
    private static readonly string[] Ascii =
    [
        .. Enumerable.Range(0, 128).Select(character => ((char)character).ToString()),
    ];

    private readonly CommittedDocument _document = CommittedDocument.Read();

    [Theory]
    [InlineData("Validation")]
    [InlineData("StartedValidation")]
    public void Timeline_Length_IsThatOfTheCore(string schema)
    {
        var timeline = Field(schema, "timeline");

        Assert.Equal(Timeline.MaxEntries, timeline["maxItems"]!.GetValue<int>());
        Assert.Contains(
            $"at most {Timeline.MaxEntries} entries",
            timeline["description"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_FromOutside_HaveTheRuleOfIds()
    {
        JsonNode[] ids =
        [
            .. ((string[])["customerId", "customerAccountId", "routingId", "gateway"]).Select(field =>
                Field("StartRequest", field)),
            .. ((string[])["customerId", "customerAccountId"]).Select(name =>
                _document.Operation("listValidations").Parameter(name)["schema"]!),
        ];

        Assert.All(ids, id =>
            Assert.Equal((1, Ids.MaxLength), (id["minLength"]!.GetValue<int>(), id["maxLength"]!.GetValue<int>())));
        Assert.All(ids, id =>
            Assert.All([.. Ascii, ".", "..", "...", ".a"], text =>
                Assert.Equal(Ids.FaultOf(text) is null, IsLike(id, text))));
    }

    [Fact]
    public void Ids_OfValidations_AreWhatTheServiceMakes()
    {
        var made = new Ids(new FakeTimeProvider(Samples.Now), bytes => bytes.Fill(200)).NewValidationId();
        JsonNode[] ids =
        [
            .. ((string[])["Validation", "StartedValidation", "ListedValidation", "SettledValidation"]).Select(schema =>
                Field(schema, "id")),
            .. ((string[])["StartConflictProblem", "IdempotencyKeyReusedProblem", "ValidationPurgedProblem"]).Select(
                schema => Field(schema, "validationId")),
            Field("Instance", "instanceId"),
        ];

        Assert.All(ids, id => Assert.True(IsLike(id, made)));
        Assert.All(ids, id =>
            Assert.All([made[1..], made[..^1], made + "0", made[..^1] + "U"], text => Assert.False(IsLike(id, text))));
    }

    [Fact]
    public void Metadata_Bounds_AreThoseOfTheReader()
    {
        var metadata = Field("StartRequest", "metadata");
        var names = metadata["propertyNames"]!;

        Assert.Equal(MetadataReader.MaxPairs, metadata["maxProperties"]!.GetValue<int>());
        Assert.Equal(
            (1, MetadataReader.MaxName), (names["minLength"]!.GetValue<int>(), names["maxLength"]!.GetValue<int>()));
        Assert.Equal(MetadataReader.MaxValue, metadata["additionalProperties"]!["maxLength"]!.GetValue<int>());
        Says(
            metadata,
            $"at most {MetadataReader.MaxPairs}, names of 1 to {MetadataReader.MaxName} and values of up to "
            + $"{MetadataReader.MaxValue} characters");
        Says(metadata, string.Create(CultureInfo.InvariantCulture, $"may have {MetadataReader.MaxBytes:N0} bytes"));
    }

    [Fact]
    public void CallbackUrl_Length_IsThatOfThePolicy()
    {
        var url = Field("StartRequest", "callbackUrl");

        Assert.Equal(CallbackAddressPolicy.MaxUrlLength, url["maxLength"]!.GetValue<int>());
        Says(url, $"at most {CallbackAddressPolicy.MaxUrlLength} ASCII characters");
    }

    [Theory]
    [InlineData("Validation")]
    [InlineData("StartedValidation")]
    [InlineData("ListedValidation")]
    [InlineData("SettledValidation")]
    [InlineData("InstanceInput")]
    [InlineData("StartRequest")]
    public void Amount_Pattern_IsOfNumbersThatTheReaderTakes(string schema)
    {
        var amount = Field(schema, "amount");

        Assert.All(["1", "2.5", "10", "0.01", "1.00"], text =>
            Assert.Equal((true, true), (IsLike(amount, text), IsRead(text))));
        Assert.All(["1e1", "-1", "", "1.005", "a", "1,5"], text =>
            Assert.Equal((false, false), (IsLike(amount, text), IsRead(text))));
    }

    [Fact]
    public void IdempotencyKey_Rule_IsThatOfTheReader()
    {
        var key = _document.Operation("startValidation").Parameter(RequestHeaders.IdempotencyKey)["schema"]!;

        Assert.Equal(
            (1, IdempotencyKeys.MaxLength),
            (key["minLength"]!.GetValue<int>(), key["maxLength"]!.GetValue<int>()));
        Assert.All(Ascii, text => Assert.Equal(IdempotencyKeys.IsKey(text), IsLike(key, text)));
    }

    [Fact]
    public void Wait_Longest_IsWhatIsGranted()
    {
        var start = _document.Operation("startValidation");
        var applied = start
            .Headers.Where(header => header.Key == "Preference-Applied")
            .Select(header => header.Value!["schema"]!);
        var most = RequestHeaders.ReadWait(new HeaderDictionary { ["Prefer"] = "wait=999" })!.Value.TotalSeconds;

        Says(start.Parameter("Prefer"), $"at most {most}");
        Assert.All(applied, schema =>
            Assert.Equal(
                (true, true, false),
                (IsLike(schema, "wait=0"), IsLike(schema, $"wait={most}"), IsLike(schema, $"wait={most + 1}"))));
    }

    [Fact]
    public void List_Parameters_AreThoseThatAreRead()
    {
        var list = _document.Operation("listValidations");
        var pageSize = list.Parameter("pageSize")["schema"]!;

        Assert.Equal(ListQuery.Names, list.QueryNames);
        Assert.Equal(
            (1, ListQuery.MaxPageSize, ListQuery.DefaultPageSize),
            (
                pageSize["minimum"]!.GetValue<int>(),
                pageSize["maximum"]!.GetValue<int>(),
                pageSize["default"]!.GetValue<int>()));
    }

    [Fact]
    public void List_Token_IsWhatTheServiceGivesOut()
    {
        var token = ListQuery.TokenAfter(AnswerSamples.PositionOf(SampleValidations.Delivered));

        Assert.True(IsLike(Field("ValidationPage", "continuationToken"), token));
        Assert.True(IsLike(_document.Operation("listValidations").Parameter("continuationToken")["schema"]!, token));
    }

    [Fact]
    public void Body_Length_IsThatOfTheReader()
    {
        var bound = $"{RequestBody.MaxLength / 1024} KiB ({RequestBody.MaxLength} bytes)";

        Assert.All(["startValidation", "notifyFromJuspay"], operation =>
            Says(_document.Operation(operation).Node, bound));
        Says(_document.Schemas["BodyTooLargeProblem"]!, bound);
        Assert.All(
            _document
                .Operations.Where(operation => operation.Tag != "Management")
                .Select(operation => operation.Answers["413"])
                .OfType<JsonNode>(),
            answer => Says(answer, bound));
    }

    [Fact]
    public void Notifications_Bounds_AreThoseOfTheRoute()
    {
        var notifications = _document.Operation("notifyFromJuspay");

        Says(notifications.Node, $"the first {AccountIdCandidates.Most} strings");
        Says(notifications.Node, $"at most {NotificationsApi.MostValidations} validations");
        Says(
            notifications.Node,
            $"More than {LookupBudget.PerSecond} notifications a second ({LookupBudget.Burst} at once)");
        Says(notifications.Answers["400"]!, $"nested deeper than {AccountIdCandidates.MaxDepth}");
    }

    [Fact]
    public void Reason_OfAnOperator_IsCutOffWhereTheCoreDoes()
    {
        Says(
            _document.Operation("terminateInstance").Parameter("reason"),
            $"Beyond {OperatorControl.MaxReason} characters");
        Says(Field("Instance", "output"), $"at most {OperatorControl.MaxReason} characters");
    }

    [Fact]
    public void Key_Header_IsTheOneThatIsRead()
    {
        var key = _document.SecuritySchemes["functionsKey"]!;

        Assert.Equal(
            (KeyRing.HeaderName, "header", "apiKey"),
            (key["name"]!.GetValue<string>(), key["in"]!.GetValue<string>(), key["type"]!.GetValue<string>()));
        Says(key, $"query parameter `{KeyRing.ParameterName}`");
        Assert.All(
            _document
                .Operations.Where(operation => operation.Tag == "Management")
                .Select(operation => operation.Answers["401"]!["headers"]!["WWW-Authenticate"]!),
            header => Assert.Contains(KeyRing.Challenge, CommittedDocument.Words(header["schema"]!["enum"])));
    }

    private JsonNode Field(string schema, string name) => _document.Schemas[schema]!["properties"]![name]!;

    private static bool IsLike(JsonNode schema, string text) =>
        Regex.IsMatch(text, schema["pattern"]!.GetValue<string>(), RegexOptions.ECMAScript);

    private static bool IsRead(string amount) => Parsing.StartWith($"\"amount\": \"{amount}\"").Errors.Count == 0;

    private static void Says(JsonNode described, string words) =>
        Assert.Contains(
            words, described["description"]!.GetValue<string>().ReplaceLineEndings(" "), StringComparison.Ordinal);
}
