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
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Pending);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting Seen, changed", story.Look(Replies.Pending).Stands);
        }

        Assert.Equal("EXPIRED no_answer", story.Look(Replies.Pending).Stands);
        Assert.Equal(Make.Start.AddMinutes(1), Assert.IsType<Stage.Settled>(story.Validation.Stage).At);
    }

    [Fact]
    public void LastLook_ThatShowsTheAnswer_Wins() => Assert.Equal(
        "ACTIVE",
        new Story(Minute).Look(Replies.Created).Pay(Replies.Pending).AtSecond(60).Look(Replies.Active).Stands);

    [Fact]
    public void Look_BegunBeforeTheDeadline_DoesNotExpire()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Pending).AtSecond(60);
        story.Apply(new Outcome.Checked(story.Now.AddTicks(-1), Replies.Pending));
        Assert.Equal("Waiting Seen, changed", story.Stands);
        Assert.Equal("EXPIRED no_answer", story.Look(Replies.Pending).Stands);
    }

    [Fact]
    public void LastLook_NotAcceptedByJuspay_IsTriedAgainThreeTimesAndThenExpires()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Pending).AtSecond(3600);
        double[] delays = [5, 8, 12.8];
        foreach (var delay in delays)
        {
            story.Look(Replies.NotAccepted);
            Assert.Equal(TimeSpan.FromSeconds(delay), Assert.IsType<Step.Wait>(story.Next).Until - story.Now);
            story.WhenDue();
        }

        Assert.Equal("EXPIRED juspay_unavailable", story.Look(Replies.NotAccepted).Stands);
    }

    [Fact]
    public void LastLook_NotAcceptedForADay_IsTriedAgainAfterTheLongestDelay()
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromDays(1));
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Pending).AtSecond(3600).Look(throttled);
        Assert.Equal(new Step.Wait(story.Now + Make.Recheck.MaxDelay), story.Next);
    }

    [Fact]
    public void LastLook_TriedAgain_StillBringsTheAnswer() =>
        Assert.Equal("ACTIVE", new Story(Minute).Look(Replies.Created).Pay(Replies.Pending).AtSecond(3600).Look(Replies.NotAccepted).WhenDue().Look(Replies.Active).Stands);

    [Fact]
    public void Deadline_BeforeLooksMustShowAnAnsweredDrop_WaitsUntilTheyMust()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Pending);
        var visibleBy = Assert.IsType<Stage.Waiting>(story.Validation.Stage).VisibleBy;
        while (story.WhenDue().Now < visibleBy)
        {
            Assert.Equal("Waiting Unseen", story.Look(Replies.Created).Stands);
        }

        Assert.True(visibleBy > story.Validation.DeadlineAt);
        Assert.Equal(visibleBy, story.Now);
        Assert.Equal("EXPIRED no_answer", story.Look(Replies.Created).Stands);
    }

    [Fact]
    public void ConfirmLooks_OfAServiceThatWasDownOverTheDeadline_AreAllMade()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(1))).Look(Replies.Created).Intend().Pass(TimeSpan.FromHours(2)).Reply(Replies.Unclear);
        for (var look = 1; look < 4; look++)
        {
            Assert.Equal($"Confirming {look}", story.WhenDue().Look(Replies.Created).Stands);
        }

        Assert.Equal(ValidationStatus.Expired, story.WhenDue().Look(Replies.Created).Validation.Status);
    }

    [Fact]
    public void Deadline_BeforeThePenny_SendsNone()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.NotAccepted).AtSecond(60);
        Assert.Equal("EXPIRED juspay_unavailable", story.Look(Replies.Created).Stands);
    }

    [Fact]
    public void Deadline_WithJuspayDown_SaysSo()
    {
        var story = new Story(Minute).Look(Replies.Unclear).AtSecond(60).Look(Replies.Unclear);
        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
    }

    [Fact]
    public void Expiry_Always_CarriesTheLastThingKnown()
    {
        Assert.Contains("The last status seen was PENDING.", MessageOf(new Story(Minute).Look(Replies.Pending).AtSecond(60).Look(Replies.Unclear)), StringComparison.Ordinal);
        Assert.Contains("never seen", MessageOf(new Story(Minute).AtSecond(60).Look(Replies.Unclear)), StringComparison.Ordinal);
    }

    [Fact]
    public void DeadlineInsideTheConfirmLooks_WaitsForTheLastOfThem()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear);
        foreach (var units in (double[])[1, 2, 4, 8])
        {
            Assert.Equal(30 + (units * 30), story.WaitsUntil);
            story.WhenDue().Look(Replies.Created);
        }

        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
    }

    [Fact]
    public void DeadlineInsideConfirmLooksThatBeginALittleLate_StillWaitsForTheLastOfThem()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Pass(TimeSpan.FromMilliseconds(20)).Look(Replies.Created);
        }

        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
        Assert.Equal("EXPIRED juspay_unavailable", story.Stands);
    }

    [Fact]
    public void DeadlineInsideTheConfirmLooks_SlotStaysTakenUntilTheLast()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Look(Replies.Unclear);
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
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear);
        for (var look = 0; look < equalLooks; look++)
        {
            story.WhenDue().Look(Replies.Created);
        }

        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Look(Replies.Unclear);
        }

        Assert.Equal(Make.Start.AddSeconds(30 + (8 * 30)), story.Now);
    }

    [Fact]
    public void Deadline_DuringADrop_WaitsForItsReply()
    {
        var story = new Story(Minute).Look(Replies.Created).Intend().AtSecond(90);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        Assert.Equal("ACTIVE", story.Reply(Replies.Active).Stands);
    }

    [Fact]
    public void Deadline_LongPassedWhileTheServiceWasDown_IsOneLookAway()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear).AtSecond(1_000_000);
        Assert.Equal("ACTIVE", story.Look(Replies.Active).Stands);
        Assert.Equal("EXPIRED no_answer", new Story(Minute).Look(Replies.Pending).AtSecond(1_000_000).Look(Replies.Pending).Stands);
    }

    [Fact]
    public void UnknownAccount_AtTheLastLook_IsRejectedOnlyBeforeAPenny()
    {
        Assert.Equal("REJECTED unknown_account", new Story(Minute).AtSecond(60).Look(Replies.Unknown).Stands);
        Assert.Equal("EXPIRED juspay_unavailable", new Story(Minute).Look(Replies.Pending).AtSecond(60).Look(Replies.Unknown).Stands);
    }

    private static string MessageOf(Story story) => Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.Message ?? "";
}
