using System.Text.Json.Nodes;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Callbacks;

/// <summary>The body is fixed when the validation settles.</summary>
public sealed class CallbackBodyTests
{
    [Fact]
    public void Callback_BeforeItSettles_HasNoTypeAndNoBody()
    {
        var callback = Make.Accepted().Callback!;
        Assert.Null(callback.Type);
        Assert.Null(callback.Body);
        Assert.Equal("msg_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", callback.MessageId);
    }

    [Fact]
    public void MessageId_OfAnIdWithoutThePrefix_CarriesTheWholeId() =>
        Assert.Equal("msg_job-7", Lifecycle.Accept("job-7", Make.Request, Make.Terms, Make.Start).Callback?.MessageId);

    [Theory]
    [InlineData("Active", "validation.active")]
    [InlineData("Failure", "validation.failure")]
    [InlineData("Refused", "validation.rejected")]
    public void Type_OfASettledValidation_NamesItsStatus(string reply, string expected)
    {
        var story = new Story().Intend();
        AssertType(expected, story.Reply(Replies.Named(reply, story.Validation)));
    }

    [Fact]
    public void Type_OfACancelledOrExpiredValidation_NamesItsStatus()
    {
        AssertType("validation.cancelled", new Story().Cancel());
        AssertType(
            "validation.expired",
            new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).AtSecond(60).Check(Replies.Unclear));
    }

    [Fact]
    public void Body_Always_HasTypeTimestampAndTheValidationWithoutTimelineAndCallback()
    {
        var body = BodyOf(new Story().AtSecond(2).Pay(Replies.Active));
        Assert.Equal(["type", "timestamp", "data"], body.Select(member => member.Key));
        Assert.Equal("2026-11-22T10:00:02Z", (string?)body["timestamp"]);
        Assert.Equal(
            [
                "id",
                "status",
                "reason",
                "customerId",
                "customerAccountId",
                "gateway",
                "amount",
                "currency",
                "createdAt",
                "settledAt",
                "deadlineAt",
                "nextCheckAt",
                "checks",
                "validateAttempts",
                "reused",
                "unchanged",
                "account",
                "metadata",
            ],
            body["data"]!.AsObject().Select(member => member.Key));
        Assert.Equal("ACTIVE", (string?)body["data"]!["status"]);
        Assert.Equal("2026-11-22T10:00:02Z", (string?)body["data"]!["settledAt"]);
    }

    [Fact]
    public void Body_OfAnUnchangedAnswer_SaysSo()
    {
        var before = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-1));
        var story = new Story().Check(before).WhenDue().Pay(before).Pass(TimeSpan.FromHours(1)).Check(before);
        Assert.True((bool?)BodyOf(story)["data"]!["unchanged"]);
        Assert.False((bool?)BodyOf(new Story().Pay(Replies.Active))["data"]!["unchanged"]);
    }

    private static void AssertType(string expected, Story story)
    {
        Assert.Equal(expected, story.Validation.Callback?.Type);
        Assert.Equal(expected, (string?)BodyOf(story)["type"]);
    }

    private static JsonObject BodyOf(Story story) => JsonNode.Parse(story.Validation.Callback?.Body ?? "")!.AsObject();
}
