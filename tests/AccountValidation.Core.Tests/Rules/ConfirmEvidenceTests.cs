using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 4: what looks prove after an uncertain drop, and how often it may be sent.</summary>
public sealed class ConfirmEvidenceTests
{
    private static readonly JuspayReply Undated = Make.Answer(AccountStatus.Failure);

    private static readonly JuspayReply Old = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-9));

    [Fact]
    public void LookWithANewDate_AfterASettledBaseline_IsTheAnswer() => Assert.Equal(
        "ACTIVE",
        new Story().Look(Old).Pay(Replies.Unclear).WhenDue().Look(Replies.Active).Stands);

    [Fact]
    public void LookWithAnotherStatus_AfterASettledBaseline_IsTheAnswer() => Assert.Equal(
        "FAILURE account_failed_validation",
        new Story().Look(Old).Pay(Replies.Unclear).WhenDue().Look(Replies.Failure).Stands);

    [Fact]
    public void FourEqualLooks_OfADatedSettledBaseline_ProveAbsence() =>
        Assert.Equal("Paying 0", FourLooks(new Story().Look(Old).Pay(Replies.Unclear), Old).Stands);

    [Fact]
    public void FourEqualLooks_OfAnUndatedSettledBaseline_ProveNothing()
    {
        var story = FourLooks(new Story().Look(Undated).Pay(Replies.Unclear), Undated);
        Assert.Equal("Waiting NotProved", story.Stands);
        Assert.Contains(TimelineEvents.DropNotProved, story.Events);
        Assert.True(story.Validation.HasUnresolvedDrop);
    }

    [Fact]
    public void UnprovedDrop_ShowingNothingNew_KeepsTheAccountTakenTillTheDeadline()
    {
        var story = FourLooks(new Story().Look(Undated).Pay(Replies.Unclear), Undated);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting NotProved", story.Look(Undated).Stands);
            Assert.True(story.Validation.HasUnresolvedDrop);
        }

        Assert.Equal("EXPIRED penny_drop_uncertain", story.Look(Undated).Stands);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void UnprovedDrop_ShowingAtLast_IsTheAnswer() => Assert.Equal(
        "ACTIVE",
        FourLooks(new Story().Look(Undated).Pay(Replies.Unclear), Undated).WhenDue().Look(Replies.Active).Stands);

    [Fact]
    public void UncertainDrops_AsManyAsAllowed_EndInLooksOnly()
    {
        var story = new Story().Look(Replies.Created);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(new Step.DropPenny(attempt), story.Next);
            FourLooks(story.Pay(Replies.Unclear), Replies.Created);
        }

        Assert.Equal("Waiting ProvedAbsent", story.Stands);
        Assert.False(story.Validation.HasUnresolvedDrop);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            story.Look(Replies.Created);
        }

        Assert.Equal("EXPIRED attempts_used_up", story.Look(Replies.Created).Stands);
    }

    [Fact]
    public void UncertainDrops_WithOnlyOneAllowed_AreNeverRepeated() => Assert.Equal(
        "Waiting ProvedAbsent",
        FourLooks(new Story(Make.Terms with { MaxAttempts = 1 }).Look(Replies.Created).Pay(Replies.Unclear), Replies.Created).Stands);

    [Fact]
    public void DropProvedAbsent_ThatShowsAfterAll_IsTheAnswer()
    {
        var story = FourLooks(new Story(Make.Terms with { MaxAttempts = 1 }).Look(Replies.Created).Pay(Replies.Unclear), Replies.Created);
        Assert.Equal("Waiting Seen, changed", story.WhenDue().Look(Replies.Pending).Stands);
        Assert.Contains(TimelineEvents.DropSeen, story.Events);
        Assert.Equal("ACTIVE", story.WhenDue().Look(Replies.Active).Stands);
    }

    [Fact]
    public void DropProvedAbsentAndHeld_ThatShowsAtTheDeadline_IsTheAnswer()
    {
        var story = FourLooks(new Story(Make.DeadlineAfter(TimeSpan.FromHours(1))).Look(Replies.Created).Pay(Replies.Unclear), Replies.Created);
        story.Pay(new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(24))).WhenDue();
        Assert.Equal(story.Validation.DeadlineAt, story.Now);
        Assert.Equal("ACTIVE", story.Look(Replies.Active).Stands);
    }

    private static Story FourLooks(Story story, JuspayReply reply)
    {
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Look(reply);
        }

        return story;
    }
}
