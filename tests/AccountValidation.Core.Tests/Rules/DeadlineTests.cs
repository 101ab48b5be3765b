using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The deadline: one last look, then <c>EXPIRED</c>; inside the confirm looks it waits for the last of them.</summary>
public sealed class DeadlineTests
{
    private static readonly Terms Minute = Make.DeadlineAfter(TimeSpan.FromMinutes(1));

    [Fact]
    public void Deadline_OfAWait_IsSpentOnOneLastLook()
    {
        var story = new Story(Minute).Pay(Replies.Pending);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting Seen", story.Check(Replies.Pending).Stands);
        }

        Assert.Equal("EXPIRED no_answer", story.Check(Replies.Pending).Stands);
        Assert.Equal(Make.Start.AddMinutes(1), Assert.IsType<Stage.Settled>(story.Validation.Stage).At);
    }

    [Fact]
    public void LastLook_ThatShowsTheAnswer_Wins() => Assert.Equal(
        "ACTIVE",
        new Story(Minute).Pay(Replies.Pending).AtSecond(60).Check(Replies.Active).Stands);

    [Fact]
    public void Look_BegunBeforeTheDeadline_DoesNotExpire()
    {
        var story = new Story(Minute).Pay(Replies.Pending).AtSecond(60);
        story.Apply(new Outcome.Checked(story.Now.AddTicks(-1), Replies.Pending));
        Assert.Equal("Waiting Seen", story.Stands);
        Assert.Equal("EXPIRED no_answer", story.Check(Replies.Pending).Stands);
    }

    [Fact]
    public void LastLook_NotAcceptedByJuspay_IsTriedAgainThreeTimesAndThenExpires()
    {
        var story = new Story(Minute).Pay(Replies.Pending).AtSecond(3600);
        double[] delays = [5, 8, 12.8];
        foreach (var delay in delays)
        {
            story.Check(Replies.NotAccepted);
            Assert.Equal(TimeSpan.FromSeconds(delay), Assert.IsType<Step.Wait>(story.Next).Until - story.Now);
            story.WhenDue();
        }

        Assert.Equal("EXPIRED juspay_unavailable", story.Check(Replies.NotAccepted).Stands);
    }

    [Fact]
    public void LastLook_NotAcceptedForADay_IsTriedAgainAfterTheLongestDelay()
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromDays(1));
        var story = new Story(Minute).Pay(Replies.Pending).AtSecond(3600).Check(throttled);
        Assert.Equal(new Step.Wait(story.Now + Make.Recheck.MaxDelay), story.Next);
    }

    [Fact]
    public void LastLook_TriedAgain_StillBringsTheAnswer() =>
        Assert.Equal("ACTIVE", new Story(Minute).Pay(Replies.Pending).AtSecond(3600).Check(Replies.NotAccepted).WhenDue().Check(Replies.Active).Stands);

    [Fact]
    public void Deadline_BeforeLooksMustShowAnAnsweredDrop_WaitsUntilTheyMust()
    {
        var story = new Story(Minute).Pay(Replies.Pending);
        var visibleBy = Assert.IsType<Stage.Waiting>(story.Validation.Stage).VisibleBy;
        while (story.WhenDue().Now < visibleBy)
        {
            Assert.Equal("Waiting Unseen", story.Check(Replies.Created).Stands);
        }

        Assert.True(visibleBy > story.Validation.DeadlineAt);
        Assert.Equal(visibleBy, story.Now);
        Assert.Equal("EXPIRED no_answer", story.Check(Replies.Created).Stands);
    }

    [Fact]
    public void ConfirmLooks_OfAServiceThatWasDownOverTheDeadline_AreAllMade()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(1))).Intend().Pass(TimeSpan.FromHours(2)).Reply(Replies.Unclear);
        for (var look = 1; look < 4; look++)
        {
            Assert.Equal($"Confirming {look}", story.WhenDue().Check(Replies.Created).Stands);
        }

        Assert.Equal(ValidationStatus.Expired, story.WhenDue().Check(Replies.Created).Validation.Status);
    }

    [Fact]
    public void Deadline_BeforeThePenny_SendsNone()
    {
        var story = new Story(Minute).Pay(Replies.NotAccepted).AtSecond(60);
        Assert.Equal("EXPIRED juspay_unavailable", story.Check(Replies.Created).Stands);
    }

    [Fact]
    public void Deadline_WithJuspayDown_SaysSo()
    {
        var story = new Story(Minute).Check(Replies.Unclear).AtSecond(60).Check(Replies.Unclear);
        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
    }

    [Fact]
    public void Expiry_Always_CarriesTheLastThingKnown()
    {
        Assert.Contains("The last status seen was PENDING.", MessageOf(new Story(Minute).Check(Replies.Pending).AtSecond(60).Check(Replies.Unclear)), StringComparison.Ordinal);
        Assert.Contains("never seen", MessageOf(new Story(Minute).AtSecond(60).Check(Replies.Unclear)), StringComparison.Ordinal);
    }

    [Fact]
    public void DeadlineInsideTheConfirmLooks_WaitsForTheLastOfThem()
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        foreach (var units in (double[])[1, 2, 4, 8])
        {
            Assert.Equal(30 + (units * 30), story.WaitsUntil);
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
    }

    [Fact]
    public void DeadlineInsideConfirmLooksThatBeginALittleLate_StillWaitsForTheLastOfThem()
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Pass(TimeSpan.FromMilliseconds(20)).Check(Replies.Created);
        }

        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
    }

    [Fact]
    public void DeadlineInsideTheConfirmLooks_SlotStaysTakenUntilTheLast()
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Replies.Unclear);
        }

        Assert.Equal(Make.Start.AddSeconds(30 + (8 * 30)), story.Now);
        Assert.Equal("EXPIRED penny_drop_uncertain", story.Stands);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DeadlineInsideTheConfirmLooks_WithJuspayDownAfterSomeOfThem_StillEndsWithTheLast(int equalLooks)
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        for (var look = 0; look < equalLooks; look++)
        {
            story.WhenDue().Check(Replies.Created);
        }

        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Replies.Unclear);
        }

        Assert.Equal(Make.Start.AddSeconds(30 + (8 * 30)), story.Now);
    }

    [Fact]
    public void Deadline_DuringADrop_WaitsForItsReply()
    {
        var story = new Story(Minute).Intend().AtSecond(90);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        Assert.Equal("ACTIVE", story.Reply(Replies.Active).Stands);
    }

    [Fact]
    public void Deadline_LongPassedWhileTheServiceWasDown_IsOneLookAway()
    {
        var story = new Story(Minute).Pay(Replies.Unclear).AtSecond(1_000_000);
        Assert.Equal("ACTIVE", story.Check(Replies.Active).Stands);
        Assert.Equal("EXPIRED no_answer", new Story(Minute).Check(Replies.Pending).AtSecond(1_000_000).Check(Replies.Pending).Stands);
    }

    [Fact]
    public void UnknownAccount_AtTheLastLook_IsRejectedOnlyBeforeAPenny()
    {
        Assert.Equal("EXPIRED juspay_unavailable", new Story(Minute).AtSecond(60).Check(Replies.Unknown).Stands);
        var refused = new Story(Minute).Check(Replies.Unknown).AtSecond(60).Check(Replies.Unknown);
        Assert.Equal("REJECTED unknown_account", refused.Stands);
        Assert.Equal("EXPIRED juspay_unavailable", new Story(Minute).Check(Replies.Pending).AtSecond(60).Check(Replies.Unknown).Stands);
    }

    private static string MessageOf(Story story) => Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.Message ?? "";
}
