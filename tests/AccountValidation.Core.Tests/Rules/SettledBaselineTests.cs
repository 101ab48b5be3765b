using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Rule 2: Juspay's dates have whole seconds, so a settled baseline waits two of them, and a second check must show it
/// again.
/// </summary>
public sealed class SettledBaselineTests
{
    private static readonly JuspayReply Later = Make.Answer(AccountStatus.Failure, Make.Start.AddSeconds(1));

    public static TheoryData<string> Settled => ["Active", "Failure"];

    [Theory]
    [MemberData(nameof(Settled))]
    public void SettledBaseline_ShownOnce_WaitsTwoSecondsAndPaysNothing(string status)
    {
        var story = new Story().Check(Replies.Named(status, Make.Accepted()));
        Assert.Equal(("Paying 0", 2.0), (story.Stands, story.WaitsUntil));
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void SettledBaseline_ShownAgainTwoSecondsLater_IsPaidInThatStep(string status)
    {
        var reply = Replies.Named(status, Make.Accepted());
        var story = new Story().Check(reply).WhenDue().Intend(reply);
        Assert.Equal((2, Make.Start.AddSeconds(2)), (story.Validation.Checks, story.Now));
    }

    [Fact]
    public void TwoSeconds_OfACheckThatTookLong_CountFromItsAnswer()
    {
        var story = new Story().AtSecond(10).Apply(new Outcome.Checked(Make.Start, Replies.Active));
        Assert.Equal(12, story.WaitsUntil);
    }

    [Fact]
    public void TwoSeconds_ATickTooEarly_LetNothingLeave()
    {
        var waiting = new Story().Check(Replies.Active).Validation;
        var at = Make.Start.AddSeconds(2).AddTicks(-1);
        Assert.Same(waiting, Lifecycle.Apply(waiting, new Outcome.IntentRecorded(1, at, new(at, Replies.Active)), at));
    }

    [Fact]
    public void TwoSeconds_WhenSomebodyAsksForACheck_AreNotCutShort()
    {
        var story = new Story().Check(Replies.Active).AtSecond(1).AskForCheck().Hint();
        Assert.Equal(2, story.WaitsUntil);
    }

    [Fact]
    public void SecondCheck_ThatShowsALaterState_BeginsAnewWithIt()
    {
        var story = new Story().Check(Replies.Active).WhenDue().Check(Later);
        Assert.Equal(4, story.WaitsUntil);
        Assert.Equal(new(AccountStatus.Failure, Make.Start.AddSeconds(1)), Stages.BaselineOf(story.Validation));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend(Later).Stands);
    }

    [Fact]
    public void SecondCheck_ThatShowsAnotherResultOfTheSameInstant_BeginsAnew()
    {
        var story = new Story().Check(Replies.Active).WhenDue().Check(Replies.Failure);
        Assert.Equal(4, story.WaitsUntil);
        Assert.Equal(AccountStatus.Failure, Stages.BaselineOf(story.Validation)?.Status);
    }

    [Fact]
    public void SecondCheck_ThatShowsALaterStateWithinReuse_SettlesWithoutAPenny()
    {
        var terms = Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) };
        var story = new Story(terms).Check(Replies.Failure).WhenDue().Check(Replies.Active);
        Assert.True(Assert.IsType<Stage.Settled>(story.Validation.Stage).Reused);
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }
}
