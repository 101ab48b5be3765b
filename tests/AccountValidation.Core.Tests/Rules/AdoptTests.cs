using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rules 2 and 5: the drop of somebody else is adopted, and its answer must be news.</summary>
public sealed class AdoptTests
{
    [Theory]
    [InlineData("Active", "ACTIVE")]
    [InlineData("Failure", "FAILURE account_failed_validation")]
    public void AdoptedDrop_WithNothingKnownBefore_IsAnsweredByWhatSettles(string reply, string expected)
    {
        var story = new Story().Check(Replies.Pending).WhenDue().Check(Replies.Pending);
        Assert.Equal(expected, story.WhenDue().Check(Replies.Named(reply, Make.Accepted())).Stands);
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void AdoptedDrop_ShowingCreated_IsAFailedCheck()
    {
        var story = new Story().Check(Replies.Pending).WhenDue().Check(Replies.Created);
        Assert.Equal(
            ("Waiting Adopted", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("Failure")]
    public void AdoptedDrop_WhereABaselineIsKnown_KeepsItAndIsAnsweredByNewsAlone(string known)
    {
        var baseline = Replies.Named(known, Make.Accepted());
        var story = new Story().Check(baseline).WhenDue().Check(Replies.Pending);
        Assert.Equal("Waiting Adopted", story.Stands);
        Assert.Contains(TimelineEvents.Adopted, story.Events);
        while (story.WhenDue().Now < Make.Start.AddHours(5))
        {
            Assert.Equal("Waiting Adopted", story.Check(baseline).Stands);
        }

        Assert.Equal("Waiting Adopted", story.Check(Make.Answer(AccountStatus.Active, Make.Start.AddDays(-1))).Stands);
        story.WhenDue().Check(Make.Answer(AccountStatus.Active, Make.Start.AddSeconds(1)));
        Assert.Equal("ACTIVE", story.Stands);
    }

    [Fact]
    public void AdoptedDrop_ThatShowsNoNewsUntilTheDeadline_Expires()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(2)));
        story.Check(Replies.Active).WhenDue().Check(Replies.Pending).AtSecond(7200).Check(Replies.Active);
        Assert.Equal(("EXPIRED no_answer", "Waiting Adopted"), (story.Stands, story.Leaves));
    }

    // The answer of a drop that is under way is no older than what the account showed then.
    [Theory]
    [InlineData(-3, "Waiting Adopted")]
    [InlineData(-1, "FAILURE account_failed_validation")]
    [InlineData(0, "FAILURE account_failed_validation")]
    public void AdoptedPending_WithItsOwnDate_IsAnsweredByNothingOlder(int day, string expected)
    {
        var story = new Story().Check(Make.Answer(AccountStatus.Pending, Make.Start.AddDays(-1)));
        Assert.Equal(new Baseline(AccountStatus.Pending, Make.Start.AddDays(-1)), Stages.BaselineOf(story.Validation));
        Assert.Equal(
            expected, story.WhenDue().Check(Make.Answer(AccountStatus.Failure, Make.Start.AddDays(day))).Stands);
        Assert.Equal(day == -3 ? ReplyCauses.AnswerBehind : null, story.Validation.CallFailure?.Cause);
    }

    [Theory]
    [InlineData(-1, AccountStatus.Active, -1)]
    [InlineData(0, AccountStatus.Pending, 0)]
    public void AdoptedPending_WhereABaselineIsKnown_ReplacesOnlyAnEarlierDate(
        int pendingDay, AccountStatus status, int baselineDay)
    {
        var known = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-1));
        var story = new Story()
            .Check(known)
            .WhenDue()
            .Check(Make.Answer(AccountStatus.Pending, Make.Start.AddDays(pendingDay)));
        Assert.Equal(
            ("Waiting Adopted", new Baseline(status, Make.Start.AddDays(baselineDay))),
            (story.Stands, Stages.BaselineOf(story.Validation)));
    }

    [Fact]
    public void Pending_DatedBeforeTheBaseline_IsAReplicaBehind()
    {
        var known = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-1));
        var story = new Story()
            .Check(known)
            .WhenDue()
            .Check(Make.Answer(AccountStatus.Pending, Make.Start.AddDays(-2)));
        Assert.Equal(("Paying 1", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
    }

    [Fact]
    public void AdoptedPending_WithADateWhereTheAccountHadNone_IsTheBaseline()
    {
        var story = new Story()
            .Check(Make.Answer(AccountStatus.Active))
            .WhenDue()
            .Check(Make.Answer(AccountStatus.Pending, Make.Start.AddDays(-1)));
        Assert.Equal(new Baseline(AccountStatus.Pending, Make.Start.AddDays(-1)), Stages.BaselineOf(story.Validation));
    }

    [Fact]
    public void AdoptedDrop_Cancelled_IsLeftToTheAccount()
    {
        var story = new Story().Check(Replies.Pending).Cancel();
        Assert.Equal(("CANCELLED cancelled", "Waiting Adopted"), (story.Stands, story.Leaves));
    }
}
