using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 6: what checks prove after an uncertain drop, and how often it may be sent.</summary>
public sealed class ConfirmEvidenceTests
{
    private static readonly JuspayReply Undated = Make.Answer(AccountStatus.Failure);

    private static readonly JuspayReply Old = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-9));

    [Fact]
    public void CheckWithANewDate_AfterASettledBaseline_IsTheAnswer() => Assert.Equal(
        "ACTIVE",
        new Story().Check(Old).WhenDue().Pay(Replies.Unclear).WhenDue().Check(Replies.Active).Stands);

    [Fact]
    public void CheckWithAnotherStatus_AfterASettledBaseline_IsTheAnswer() => Assert.Equal(
        "FAILURE account_failed_validation",
        new Story().Check(Old).WhenDue().Pay(Replies.Unclear).WhenDue().Check(Replies.Failure).Stands);

    [Fact]
    public void FourEqualChecks_OfADatedSettledBaseline_ProveAbsenceAndCloseTheDrop()
    {
        var story = new Story().Check(Old).WhenDue().Pay(Replies.Unclear).Confirm(Old);
        Assert.Equal(("Paying 0", false), (story.Stands, story.Validation.HasOpenDrop));
        Assert.Equal(("CANCELLED cancelled", "nothing"), (story.Cancel().Stands, story.Leaves));
    }

    [Theory]
    [InlineData(AccountStatus.Failure, true)]
    [InlineData(AccountStatus.Failure, false)]
    [InlineData(AccountStatus.Active, false)]
    public void FourEqualChecks_OfABaselineThatNeedNotMove_ProveNothing(AccountStatus status, bool isDated)
    {
        var before = Make.Answer(status, isDated ? Make.Start.AddDays(-9) : null);
        var story = new Story().Check(before).WhenDue().Pay(Replies.Unclear).Confirm(before);
        Assert.Equal("Waiting NotProved", story.Stands);
        Assert.Contains(TimelineEvents.DropNotProved, story.Events);
        Assert.True(story.Validation.HasOpenDrop);
    }

    [Fact]
    public void Checks_ThatShowAnOlderState_AreFailedAndCountForNothing()
    {
        var story = new Story().Check(Old).WhenDue().Pay(Replies.Unclear);
        var older = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-10));
        for (var check = 0; check < 9; check++)
        {
            story.WhenDue().Check(check % 2 == 0 ? Replies.Created : older);
        }

        Assert.Equal(("Confirming 0", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
        Assert.Equal("Paying 0", story.Confirm(Old).Stands);
    }

    [Fact]
    public void ProofOfAbsence_ThatTheNextPairsCheckContradicts_SendsNothing()
    {
        var story = new Story().Check(Old).WhenDue().Pay(Replies.Unclear).Confirm(Old);
        Assert.Equal(new Step.DropPenny(2), story.Next);
        Assert.Equal("Waiting Seen", story.Check(Replies.Pending).Stands);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void UnprovedDrop_ShowingNothingNew_StaysOpenAlsoAfterTheDeadline()
    {
        var story = new Story().Check(Undated).WhenDue().Pay(Replies.Unclear).Confirm(Undated);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal("Waiting NotProved", story.Check(Undated).Stands);
            Assert.True(story.Validation.HasOpenDrop);
        }

        Assert.Equal(
            ("EXPIRED penny_drop_uncertain", "Waiting NotProved"), (story.Check(Undated).Stands, story.Leaves));
        Assert.True(story.Validation.HasOpenDrop);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void UnprovedDrop_ShowingAtLast_IsTheAnswer() =>
        Assert.Equal(
            "ACTIVE",
            new Story()
                .Check(Undated)
                .WhenDue()
                .Pay(Replies.Unclear)
                .Confirm(Undated)
                .WhenDue()
                .Check(Replies.Active)
                .Stands);

    [Fact]
    public void UncertainDrops_AsManyAsAllowed_EndInChecksOnly()
    {
        var story = new Story();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(new Step.DropPenny(attempt), story.Next);
            story.Pay(Replies.Unclear).Confirm(Replies.Created);
        }

        Assert.Equal("Waiting ProvedAbsent", story.Stands);
        Assert.True(story.Validation.HasOpenDrop);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            story.Check(Replies.Created);
        }

        Assert.Equal(
            ("EXPIRED attempts_used_up", "Waiting ProvedAbsent"), (story.Check(Replies.Created).Stands, story.Leaves));
        Assert.Equal(3, AccountRules.OpenDropOf(story.Validation)?.UncertainAttempts);
    }

    [Fact]
    public void UncertainDrops_WithOnlyOneAllowed_AreNeverRepeated() => Assert.Equal(
        "Waiting ProvedAbsent",
        new Story(Make.Terms with { MaxAttempts = 1 }).Pay(Replies.Unclear).Confirm(Replies.Created).Stands);

    [Fact]
    public void DropProvedAbsent_ThatShowsAfterAll_IsTheAnswer()
    {
        var story = new Story(Make.Terms with { MaxAttempts = 1 }).Pay(Replies.Unclear).Confirm(Replies.Created);
        Assert.Equal("Waiting Seen", story.WhenDue().Check(Replies.Pending).Stands);
        Assert.Contains(TimelineEvents.DropSeen, story.Events);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Replies.Active).Stands);
    }

    [Fact]
    public void DropProvedAbsentAndHeld_ThatShowsAtTheDeadline_IsTheAnswer()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(1))).Pay(Replies.Unclear).Confirm(Replies.Created);
        story.Pay(new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(24))).WhenDue();
        Assert.Equal(story.Validation.DeadlineAt, story.Now);
        Assert.Equal("ACTIVE", story.Check(Replies.Active).Stands);
    }
}
