using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 2: a step is a pair of check and penny drop, and the check decides about the POST.</summary>
public sealed class CheckBeforePayTests
{
    [Fact]
    public void FirstStep_OfAnyValidation_IsThePair() => Assert.Equal(new Step.DropPenny(1), new Story().Next);

    [Fact]
    public void FirstCheck_CreatedAccount_PaysInTheSameStep()
    {
        var story = new Story().Intend(Replies.Created);
        Assert.Equal((1, 1, Make.Start), (story.Validation.Checks, story.Validation.ValidateAttempts, story.Now));
    }

    [Fact]
    public void FirstCheck_DropOfAnother_AdoptsItAndNeverPays()
    {
        var story = new Story().Check(Replies.Pending);
        Assert.Equal("Waiting Adopted", story.Stands);
        Assert.Contains(TimelineEvents.Adopted, story.Events);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Replies.Active).Stands);
        Assert.Equal((0, false), (story.Validation.ValidateAttempts, story.Validation.PennyLeft));
    }

    [Theory]
    [InlineData("KeyRefused")]
    [InlineData("Throttled")]
    [InlineData("NotAccepted")]
    [InlineData("Unclear")]
    public void FailedCheck_OfAPair_IsTriedAgainLaterAndNothingIsSent(string reply)
    {
        var story = new Story().Check(Replies.Named(reply, Make.Accepted()));
        Assert.Equal(5, story.WaitsUntil);
        Assert.Equal(13, story.WhenDue().Check(Replies.Unclear).WaitsUntil);
        Assert.Equal(new Step.DropPenny(1), story.WhenDue().Next);
        Assert.Equal((2, 0), (story.Validation.Checks, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void FailedCheck_WhereABaselineIsKnown_IsTriedAgainLaterAndNothingIsSent()
    {
        var story = new Story().Check(Replies.Active).WhenDue().Check(Replies.Unclear);
        Assert.Equal(("Paying 1", 7.0), (story.Stands, story.WaitsUntil));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Fact]
    public void Baseline_OfTheFirstPost_IsKeptOverEveryFurtherAttempt()
    {
        var before = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-3));
        var story = new Story().Check(before).WhenDue().Pay(Replies.KeyRefused).WhenDue().Pay(Replies.Unclear);
        Assert.Equal("Paying 0", story.Confirm(before).Stands);
        Assert.Equal(new(AccountStatus.Active, Make.Start.AddDays(-3)), Stages.BaselineOf(story.Validation));
    }
}
