using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// The deadline: one last check, then <c>EXPIRED</c>. A penny drop whose end is not known then is the account's.
/// </summary>
public sealed class DeadlineTests
{
    private static readonly Terms Minute = Make.DeadlineAfter(TimeSpan.FromMinutes(1));

    [Fact]
    public void Deadline_OfAWait_IsSpentOnOneLastCheck()
    {
        var story = new Story(Minute).Pay(Replies.Pending);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting Seen", story.Check(Replies.Pending).Stands);
        }

        Assert.Equal("EXPIRED no_answer", story.Check(Replies.Pending).Stands);
        Assert.Equal(Make.Start.AddMinutes(1), Assert.IsType<Stage.Settled>(story.Validation.Stage).At);
        Assert.Equal("Waiting Seen", story.Leaves);
    }

    [Fact]
    public void LastCheck_ThatShowsTheAnswer_Wins() => Assert.Equal(
        "ACTIVE",
        new Story(Minute).Pay(Replies.Pending).AtSecond(60).Check(Replies.Active).Stands);

    [Fact]
    public void Check_BegunBeforeTheDeadline_DoesNotExpire()
    {
        var story = new Story(Minute).Pay(Replies.Pending).AtSecond(60);
        story.Apply(new Outcome.Checked(story.Now.AddTicks(-1), Replies.Pending));
        Assert.Equal("Waiting Seen", story.Stands);
        Assert.Equal("EXPIRED no_answer", story.Check(Replies.Pending).Stands);
    }

    [Fact]
    public void LastCheck_NotAcceptedByJuspay_IsTriedAgainThreeTimesAndThenExpires()
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
    public void LastCheck_NotAcceptedForADay_IsTriedAgainAfterTheLongestDelay()
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromDays(1));
        var story = new Story(Minute).Pay(Replies.Pending).AtSecond(3600).Check(throttled);
        Assert.Equal(new Step.Wait(story.Now + Make.Recheck.MaxDelay), story.Next);
    }

    [Fact]
    public void LastCheck_TriedAgain_StillBringsTheAnswer() =>
        Assert.Equal(
            "ACTIVE",
            new Story(Minute)
                .Pay(Replies.Pending)
                .AtSecond(3600)
                .Check(Replies.NotAccepted)
                .WhenDue()
                .Check(Replies.Active)
                .Stands);

    [Fact]
    public void Deadline_BeforeChecksMustShowAnAnsweredDrop_LeavesThatTimeToTheAccount()
    {
        var story = new Story(Minute).Pay(Replies.Pending);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting Unseen", story.Check(Replies.Created).Stands);
        }

        Assert.Equal(60, (story.Now - Make.Start).TotalSeconds);
        Assert.Equal(("EXPIRED no_answer", "Waiting Unseen"), (story.Check(Replies.Created).Stands, story.Leaves));
        Assert.Equal(
            Make.Start.AddSeconds(30 + 240), Assert.IsType<Stage.Waiting>(Stages.LeftBy(story.Validation)).VisibleBy);
    }

    [Fact]
    public void Deadline_PassedWhileADropWasCutOff_IsOneCheckAwayAndLeavesAllConfirmChecks()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(1)))
            .Intend()
            .Pass(TimeSpan.FromHours(2))
            .Reply(Replies.Unclear);
        Assert.Equal(new Step.Check(), story.Next);
        Assert.Equal(
            ("EXPIRED penny_drop_uncertain", "Confirming 0"), (story.Check(Replies.Created).Stands, story.Leaves));
        Assert.Equal(
            story.Now + Make.Terms.ConfirmAfter,
            Assert.IsType<Stage.Confirming>(Stages.LeftBy(story.Validation)).CountsFrom);
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
        Assert.Contains(
            "The last status seen was PENDING.",
            MessageOf(new Story(Minute).Check(Replies.Pending).AtSecond(60).Check(Replies.Unclear)),
            StringComparison.Ordinal);
        Assert.Contains(
            "never seen",
            MessageOf(new Story(Minute).AtSecond(60).Check(Replies.Unclear)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Deadline_AtAConfirmCheck_CountsItAndLeavesTheOthers()
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        Assert.Equal(60, story.WaitsUntil);
        Assert.Equal(
            ("EXPIRED penny_drop_uncertain", "Confirming 1"),
            (story.WhenDue().Check(Replies.Created).Stands, story.Leaves));
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Theory]
    [InlineData(0, "Created")]
    [InlineData(1, "Created")]
    [InlineData(2, "Unclear")]
    [InlineData(3, "Unclear")]
    public void Deadline_BetweenTwoConfirmChecks_IsNotPutOffAndLeavesTheirCount(int equalChecks, string reply)
    {
        var deadline = 30 + (30 * (1 << equalChecks)) - 1;
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromSeconds(deadline))).Pay(Replies.Unclear);
        for (var check = 0; check < equalChecks; check++)
        {
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal(deadline, story.WaitsUntil);
        story.WhenDue().Check(Replies.Named(reply, story.Validation));
        Assert.Equal(("EXPIRED penny_drop_uncertain", $"Confirming {equalChecks}"), (story.Stands, story.Leaves));
        Assert.Equal(
            Make.Start.AddSeconds(deadline + 1),
            Assert.IsType<Stage.Confirming>(Stages.LeftBy(story.Validation)).CountsFrom);
    }

    [Fact]
    public void Deadline_AtTheLastConfirmCheck_LeavesNothingOnceItProvesAbsence()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromSeconds(270)))
            .Pay(Replies.Unclear)
            .Confirm(Replies.Created);
        Assert.Equal(("EXPIRED juspay_unavailable", "nothing"), (story.Stands, story.Leaves));
        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void Deadline_DuringADrop_WaitsForItsReply()
    {
        var story = new Story(Minute).Intend().AtSecond(90);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        Assert.Equal("ACTIVE", story.Reply(Replies.Active).Stands);
    }

    [Fact]
    public void Deadline_LongPassedWhileTheServiceWasDown_IsOneCheckAway()
    {
        var story = new Story(Minute).Pay(Replies.Unclear).AtSecond(1_000_000);
        Assert.Equal("ACTIVE", story.Check(Replies.Active).Stands);
        Assert.Equal(
            "EXPIRED no_answer",
            new Story(Minute).Check(Replies.Pending).AtSecond(1_000_000).Check(Replies.Pending).Stands);
    }

    [Fact]
    public void UnknownAccount_AtTheLastCheck_IsRejectedOnlyBeforeAPenny()
    {
        Assert.Equal("EXPIRED juspay_unavailable", new Story(Minute).AtSecond(60).Check(Replies.Unknown).Stands);
        var refused = new Story(Minute).Check(Replies.Unknown).AtSecond(60).Check(Replies.Unknown);
        Assert.Equal("REJECTED unknown_account", refused.Stands);
        Assert.Equal(
            "EXPIRED juspay_unavailable",
            new Story(Minute).Check(Replies.Pending).AtSecond(60).Check(Replies.Unknown).Stands);
    }

    private static string MessageOf(Story story) =>
        Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.Message ?? "";
}
