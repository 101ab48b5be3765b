using System.Globalization;
using System.Text;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>What the body of a 200 tells.</summary>
public sealed class AccountBodyTests
{
    [Fact]
    public void Read_TheDocumentedExample_TellsAllOfIt()
    {
        var account = Answered(Samples.ActiveBody);

        Assert.Equal(
            new AccountSnapshot(
                AccountStatus.Active, new(2023, 6, 6, 13, 29, 53, TimeSpan.Zero), new(MaskedVpa: "42******77@yesg")),
            account);
    }

    [Theory]
    [InlineData("CREATED", AccountStatus.Created)]
    [InlineData("PENDING", AccountStatus.Pending)]
    [InlineData("ACTIVE", AccountStatus.Active)]
    [InlineData("FAILURE", AccountStatus.Failure)]
    [InlineData(" ACTIVE ", AccountStatus.Active)]
    public void Read_KnownStatus_IsAnAnswer(string text, AccountStatus status) =>
        Assert.Equal(status, Answered($$"""{ "validation_status": "{{text}}" }""").Status);

    [Theory]
    [InlineData("""{ "validation_status": "REVOKED" }""")]
    [InlineData("""{ "validation_status": "active" }""")]
    [InlineData("""{ "validation_status": "" }""")]
    [InlineData("""{ "validation_status": null }""")]
    [InlineData("""{ "validation_status": 1 }""")]
    [InlineData("""{ "validation_status": ["ACTIVE"] }""")]
    [InlineData("""{ "validation_status": { "value": "ACTIVE" } }""")]
    [InlineData("""{ "validation_status": "\ud800" }""")]
    [InlineData("""{ "validation_status": "ACTIVE\u0000" }""")]
    [InlineData("""{ "status": "ACTIVE" }""")]
    [InlineData("""{ "account_details": { "validation_status": "ACTIVE" } }""")]
    [InlineData("{}")]
    public void Read_StatusUnknownOrMissing_IsUnclear(string body) =>
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.UnknownStatus), Read(Samples.Utf8(body)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"ACTIVE\"")]
    [InlineData("42")]
    [InlineData("[]")]
    [InlineData("""[{ "validation_status": "ACTIVE" }]""")]
    [InlineData("""{ "validation_status": "ACTIVE" """)]
    [InlineData("""{ "validation_status": "ACTIVE" } trailing""")]
    [InlineData("<html><body><h1>502 Bad Gateway</h1></body></html>")]
    public void Read_NotTheDocumentedJson_IsUnclear(string body) =>
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer), Read(Samples.Utf8(body)));

    [Fact]
    public void Read_NestedTooDeeply_IsUnclear()
    {
        var body = """{ "validation_status": "ACTIVE", "x": """ + new string('[', 5000) + new string(']', 5000) + "}";

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer), Read(Samples.Utf8(body)));
    }

    [Fact]
    public void Read_ByteOrderMarkFirst_IsAnAnswer()
    {
        byte[] body = [.. Encoding.UTF8.Preamble, .. Samples.Utf8(Samples.ActiveBody)];

        Assert.IsType<JuspayReply.Answered>(Read(body));
    }

    [Theory]
    [InlineData("\"banh_1\"")]
    [InlineData("\" BANH_1 \"")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null")]
    public void Read_IdOfTheAccountOrNone_IsAnAnswer(string id) =>
        Assert.Equal(AccountStatus.Active, Answered($$"""{ "id": {{id}}, "validation_status": "ACTIVE" }""").Status);

    [Theory]
    [InlineData("\"somebody_else\"")]
    [InlineData("\"banh_10\"")]
    [InlineData("\"banh_\"")]
    [InlineData("\"banh\\u200b_1\"")]
    [InlineData("\"b\\u00e4nh_1\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[\"banh_1\"]")]
    [InlineData("{}")]
    public void Read_IdOfAnotherAccount_IsUnclear(string id) => Assert.Equal(
        new JuspayReply.Unclear(ReplyCauses.OtherAccount),
        Read(Samples.Utf8($$"""{ "id": {{id}}, "validation_status": "ACTIVE" }""")));

    [Fact]
    public void Read_IdThatIsANumber_IsCompared()
    {
        var body = Samples.Utf8("""{ "id": 42, "validation_status": "ACTIVE" }""");

        Assert.IsType<JuspayReply.Answered>(AccountBody.Read("42", body));
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.OtherAccount), AccountBody.Read("43", body));
    }

    [Fact]
    public void Read_UnknownFields_AreIgnored() =>
        Assert.Equal(
            AccountStatus.Active,
            Answered("""{ "validation_status": "ACTIVE", "news": { "a": [1, { "b": null }] }, "object": 7 }""").Status);

    [Theory]
    [InlineData("\"2023-06-06T13:29:53Z\"", "2023-06-06T13:29:53.0000000+00:00")]
    [InlineData("\"2023-06-06T13:29:53.123456Z\"", "2023-06-06T13:29:53.1234560+00:00")]
    [InlineData("\"2023-06-06T18:59:53+05:30\"", "2023-06-06T13:29:53.0000000+00:00")]
    [InlineData("\"2023-06-06 13:29:53\"", "2023-06-06T13:29:53.0000000+00:00")]
    [InlineData("\"2023-06-06\"", "2023-06-06T00:00:00.0000000+00:00")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"yesterday\"", null, "yesterday")]
    [InlineData("\"2023-13-45T99:99:99Z\"", null, "2023-13-45T99:99:99Z")]
    [InlineData("\"0001-01-01T00:00:00+05:00\"", null, "0001-01-01T00:00:00+05:00")]
    [InlineData("1686058193", null, "1686058193")]
    [InlineData("1e400", null, "1e400")]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("false", null)]
    public void Read_LastValidated_IsReadOrKeptOrMissing(string json, string? instant, string? unread = null)
    {
        var account = Answered($$"""{ "validation_status": "ACTIVE", "last_validated": {{json}} }""");

        Assert.Equal(instant, account.LastValidated?.ToString("o", CultureInfo.InvariantCulture));
        Assert.Equal(unread, account.UnreadDate);
    }

    [Fact]
    public void Read_LastValidatedMissing_IsAnAnswerAllTheSame() => Assert.Equal(
        new(AccountStatus.Failure, null, AccountDetails.None),
        Answered("""{ "validation_status": "FAILURE" }"""));

    private static JuspayReply Read(ReadOnlyMemory<byte> body) => AccountBody.Read(Samples.AccountId, body);

    private static AccountSnapshot Answered(string body) =>
        Assert.IsType<JuspayReply.Answered>(Read(Samples.Utf8(body))).Account;
}
