using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 4: Juspay refuses the POST itself. Only the first one that left may be rejected by that.</summary>
public sealed class RefusedPostTests
{
    [Theory]
    [InlineData(400, "REJECTED request_refused")]
    [InlineData(404, "REJECTED unknown_account")]
    [InlineData(422, "REJECTED request_refused")]
    public void FirstPost_Refused_IsRejectedWithJuspaysCode(int status, string expected)
    {
        var story = new Story().Pay(new JuspayReply.Refused(status, "juspays_code"));
        Assert.Equal(expected, story.Stands);
        Assert.Equal("juspays_code", Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.JuspayErrorCode);
    }

    [Fact]
    public void FirstPostThatLeft_AfterOneThatWasNotSent_IsRejectedAllTheSame() =>
        Assert.Equal(
            "REJECTED request_refused",
            new Story().Pay(Replies.NotAccepted).WhenDue().Pay(Replies.BadRequest).Stands);

    [Fact]
    public void LaterPost_RefusedAfterAnUncertainOne_LeavesOnlyChecks() => AssertOnlyChecks(
        new Story().Pay(Replies.Unclear).Confirm(Replies.Created).Pay(Replies.BadRequest));

    [Theory]
    [InlineData("KeyRefused")]
    [InlineData("Throttled")]
    public void LaterPost_RefusedAfterOneThatWasHeldOff_LeavesOnlyChecks(string held) => AssertOnlyChecks(
        new Story().Pay(Replies.Named(held, Make.Accepted())).WhenDue().Pay(Replies.BadRequest));

    [Theory]
    [InlineData("Active", "ACTIVE")]
    [InlineData("Failure", "FAILURE account_failed_validation")]
    [InlineData("Pending", "Waiting Seen")]
    public void NewsAfterARefusedLaterPost_Always_IsTheAnswerOfTheEarlierOne(string reply, string expected)
    {
        var story = new Story().Pay(Replies.Throttled).WhenDue().Pay(Replies.BadRequest).WhenDue();
        Assert.Equal(expected, story.Check(Replies.Named(reply, story.Validation)).Stands);
    }

    private static void AssertOnlyChecks(Story story)
    {
        Assert.Equal("Waiting NotProved", story.Stands);
        Assert.True(story.Validation.HasOpenDrop);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting NotProved", story.Check(Replies.Created).Stands);
        }

        Assert.Equal("EXPIRED penny_drop_uncertain", story.Check(Replies.Created).Stands);
        Assert.Equal(2, story.Validation.ValidateAttempts);
    }
}
