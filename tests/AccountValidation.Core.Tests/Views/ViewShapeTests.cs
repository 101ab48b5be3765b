using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Tests.Views;

/// <summary>The JSON of a validation is the example of the contract, member by member.</summary>
public sealed class ViewShapeTests
{
    private const string Example = """
        {
          "id": "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C",
          "status": "ACTIVE",
          "reason": null,
          "customerId": "cst_zqqmw0v4exbhvv2l",
          "customerAccountId": "banh_kGvx5TGUmkRVC2dH",
          "gateway": null, "amount": "1", "currency": "INR",
          "createdAt": "2026-11-22T10:00:00.123Z", "settledAt": "2026-11-22T10:02:11.456Z",
          "deadlineAt": "2026-11-25T10:00:00.123Z",
          "nextCheckAt": null, "checks": 4, "validateAttempts": 1, "reused": false, "unchanged": false,
          "account": { "vpa": "42******77@yesg", "beneficiaryName": null, "lastValidated": "2026-11-22T10:02:10Z" },
          "callback": { "status": "DELIVERED", "url": "https://onboarding.example/hooks", "attempts": 1,
                        "nextAttemptAt": null, "lastResponse": 204, "deliveredAt": "2026-11-22T10:02:11.700Z" },
          "metadata": { "applicationId": "A-17" },
          "timeline": [ { "at": "2026-11-22T10:00:00.123Z", "event": "accepted", "detail": null } ]
        }
        """;

    private static readonly DateTimeOffset Accepted = Make.Start.AddMilliseconds(123);

    private static readonly DateTimeOffset Settled = Make.Start.AddMilliseconds(131_456);

    private static readonly Validation Sample = Make.Accepted() with
    {
        CreatedAt = Accepted,
        DeadlineAt = Accepted.AddDays(3),
        Stage = new Stage.Settled(ValidationStatus.Active, Settled, Reason: null, Reused: false),
        Checks = 4,
        ValidateAttempts = 1,
        LastSeen = new(AccountStatus.Active, Make.Start.AddSeconds(130), new(MaskedVpa: "42******77@yesg")),
        Callback = new()
        {
            Url = Make.CallbackUrl,
            MessageId = "msg_1",
            Status = CallbackStatus.Delivered,
            Attempts = 1,
            LastResponse = 204,
            DeliveredAt = Make.Start.AddMilliseconds(131_700),
        },
        Timeline = Timeline.Empty.Add(Accepted, TimelineEvents.Accepted),
    };

    [Fact]
    public void View_OfASettledValidation_IsTheExampleMemberByMember() =>
        Assert.Equal(JsonNode.Parse(Example)!.ToJsonString(), Write(Projection.Of(Sample)).ToJsonString());

    [Fact]
    public void View_OfABankAccount_CarriesWhatJuspayGives()
    {
        var details = new AccountDetails(null, "*****6789", "YESB0000001", "Yes Bank", "A. Person");
        var view = Write(Projection.Of(Sample with { LastSeen = new(AccountStatus.Active, null, details) }));
        Assert.Equal(
            """{"vpa":null,"accountNumber":"*****6789","ifsc":"YESB0000001","bankName":"Yes Bank","beneficiaryName":"""
                + "\"A. Person\""
                + ""","lastValidated":null}""",
            view["account"]!.ToJsonString());
    }

    [Fact]
    public void View_OfAFreshValidation_WritesItsNulls()
    {
        var view = Write(Projection.Of(Make.Accepted()));
        Assert.Equal("PENDING", (string?)view["status"]);
        Assert.All((string[])["reason", "settledAt", "account", "gateway"], name =>
            Assert.True(view.ContainsKey(name) && view[name] is null));
        Assert.Equal("2026-11-22T10:00:00Z", (string?)view["nextCheckAt"]);
        Assert.Equal("PENDING", (string?)view["callback"]!["status"]);
    }

    [Fact]
    public void View_WithoutACallback_SaysNone()
    {
        var callback = Write(Projection.Of(Make.Accepted() with { Callback = null }))["callback"]!;
        Assert.Equal(
            """{"status":"NONE","url":null,"attempts":0,"nextAttemptAt":null,"lastResponse":null,"deliveredAt":null}""",
            callback.ToJsonString());
    }

    [Fact]
    public void View_OfACallbackThatGotNoAnswer_SaysWhy() =>
        Assert.Equal(
            "time_out",
            (string?)
                Write(Projection.Of(new Story().Cancel().Deliver(null, "time_out").Validation))["callback"]![
                    "lastError"
                ]);

    [Fact]
    public void View_OfAFailure_CarriesItsReason() =>
        Assert.Equal(
            """{"code":"unknown_account","message":"Juspay does not know this customer account.","juspayErrorCode":"""
                + "\"not_found\"}",
            Write(Projection.Of(new Story().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown).Validation))[
                "reason"
            ]!.ToJsonString());

    [Fact]
    public void View_OfAReusedValidation_SaysSo()
    {
        var terms = Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) };
        Assert.True((bool?)Write(Projection.Of(new Story(terms).Check(Replies.Active).Validation))["reused"]);
        Assert.False((bool?)Write(Projection.Of(Make.Accepted()))["reused"]);
    }

    [Fact]
    public void View_OfAnUnchangedAnswer_SaysSo()
    {
        var before = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-1));
        var story = new Story().Check(before).WhenDue().Pay(before);
        Assert.False((bool?)Write(Projection.Of(story.Validation))["unchanged"]);
        Assert.True(
            (bool?)Write(Projection.Of(story.Pass(TimeSpan.FromHours(1)).Check(before).Validation))["unchanged"]);
    }

    [Fact]
    public void Item_OfAList_HasNoTimeline()
    {
        var item = Write(Projection.ItemOf(Sample));
        Assert.False(item.ContainsKey("timeline"));
        Assert.True(item.ContainsKey("callback"));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.00", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.01", "0.01")]
    [InlineData("10", "10")]
    public void Amount_OfAnyScale_HasNoSuperfluousZeros(string amount, string expected) =>
        Assert.Equal(
            expected, Projection.AmountText(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    private static JsonObject Write(ValidationView view) =>
        JsonNode.Parse(JsonSerializer.Serialize(view, ContractJson.Default.ValidationView))!.AsObject();
}
