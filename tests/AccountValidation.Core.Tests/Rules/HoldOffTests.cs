using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Rule 4: Juspay's 401, 403 and 429 do not say whether a penny was dropped. The next POST needs a check that would
/// show it.
/// </summary>
public sealed class HoldOffTests
{
    private static readonly TimeSpan Shown = 8 * Make.Terms.ConfirmAfter;

    private static readonly DateTimeOffset ClearFrom = Make.Start + Shown;

    public static TheoryData<string> Answers => ["401", "403", "429"];

    [Theory]
    [MemberData(nameof(Answers))]
    public void HeldOff_Always_WaitsUntilACheckWouldShowThePennyAndCountsNoAttempt(string answer)
    {
        var story = new Story().Pay(Named(answer));
        Assert.Equal(("Paying 1", Shown.TotalSeconds), (story.Stands, story.WaitsUntil));
        Assert.Equal((0, true), (story.Validation.UncertainAttempts, story.Validation.PennyLeft));
        Assert.True(story.Validation.HasOpenDrop);
        Assert.Equal((new Step.DropPenny(2), "DropUnderWay"), (story.WhenDue().Next, story.Intend().Stands));
    }

    [Fact]
    public void HeldOff_ByAnAnswerThatCameLate_CountsFromTheAnswer() =>
        Assert.Equal(20 + Shown.TotalSeconds, new Story().Intend().AtSecond(20).Reply(Replies.Throttled).WaitsUntil);

    [Fact]
    public void HeldOff_EndNotedByAnotherClock_CountsFromThere()
    {
        var ended = new Outcome.PennyDropEnded(Make.Start, Replies.Throttled, EndedAt: Make.Start.AddSeconds(100));
        Assert.Equal(100 + Shown.TotalSeconds, new Story().Intend().AtSecond(50).Apply(ended).WaitsUntil);
    }

    [Fact]
    public void ClearCheck_TooEarlyByTheClockThatTimesIt_IsMadeAgainWhenTheRestHasPassed()
    {
        var held = new Story().Pay(Replies.Throttled).WhenDue();
        held.Apply(new Outcome.Checked(ClearFrom.AddSeconds(-20), Replies.Created));
        Assert.Equal(Shown.TotalSeconds + 20, held.WaitsUntil);
    }

    [Fact]
    public void ClearCheck_BegunATickTooEarly_LetsNothingLeaveAndIsMadeAgain()
    {
        var held = new Story().Pay(Replies.Throttled).Validation;
        var early = new Outcome.Checked(ClearFrom.AddTicks(-1), Replies.Created);
        Assert.Same(held, Lifecycle.Apply(held, new Outcome.IntentRecorded(2, ClearFrom, early), ClearFrom));
        var after = Lifecycle.Apply(held, early, ClearFrom);
        Assert.Equal(Assert.IsType<Stage.Paying>(held.Stage) with { DueAt = ClearFrom.AddTicks(1) }, after.Stage);
        Assert.IsType<Stage.DropUnderWay>(new Story(from: after, at: ClearFrom.AddTicks(1)).Intend().Validation.Stage);
    }

    [Theory]
    [InlineData("Pending", "Waiting Seen")]
    [InlineData("Active", "ACTIVE")]
    [InlineData("Failure", "FAILURE account_failed_validation")]
    public void ClearCheck_ThatShowsNews_TakesItForThatDrop(string reply, string expected)
    {
        var story = new Story().Pay(Replies.Throttled).WhenDue();
        Assert.Equal(expected, story.Check(Replies.Named(reply, story.Validation)).Stands);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void ClearCheck_ThatFails_IsTriedAgainAndLetsNothingLeave()
    {
        var story = new Story().Pay(Replies.Throttled).WhenDue().Check(Replies.Unclear);
        Assert.Equal(("Paying 2", Shown.TotalSeconds + 8), (story.Stands, story.WaitsUntil));
        Assert.True(story.Validation.HasOpenDrop);
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Fact]
    public void Signals_DuringTheHold_BringNothingForward()
    {
        var held = new Story().Pay(Replies.Throttled).Validation;
        Assert.Same(held, Lifecycle.Apply(held, new Signal.Check(), Make.Start.AddSeconds(100)));
        Assert.Same(held, Lifecycle.Apply(held, new Signal.Hint(), Make.Start.AddSeconds(100)));
    }

    [Fact]
    public void Cancel_DuringTheHold_SettlesAtOnceAndLeavesItToTheAccount()
    {
        var story = new Story().Pay(Replies.Throttled).AtSecond(10);
        var held = story.Validation.Stage;
        Assert.Equal(("CANCELLED cancelled", held), (story.Cancel().Stands, Stages.LeftBy(story.Validation)));
        Assert.Equal(ClearFrom, Assert.IsType<Stage.Paying>(held).ClearFrom);
    }

    [Theory]
    [InlineData("Same", "EXPIRED juspay_unavailable", "Paying 1")]
    [InlineData("Pending", "EXPIRED no_answer", "Waiting Seen")]
    [InlineData("Unclear", "EXPIRED juspay_unavailable", "Paying 2")]
    [InlineData("Active", "ACTIVE", "nothing")]
    public void Deadline_DuringTheHold_SettlesByOneCheckAndPaysNothing(string reply, string expected, string left)
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Pay(Replies.Throttled);
        Assert.Equal(60, story.WaitsUntil);
        Assert.IsType<Step.Check>(story.WhenDue().Next);
        Assert.Equal((expected, left), (story.Check(Replies.Named(reply, story.Validation)).Stands, story.Leaves));
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    // That check began too early to show the penny.
    [Fact]
    public void Deadline_DuringTheHold_LeavesTheTimeOfTheClearCheck()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1)))
            .Pay(Replies.Throttled)
            .WhenDue()
            .Check(Replies.Created);
        var left = Assert.IsType<Stage.Paying>(Stages.LeftBy(story.Validation));
        Assert.Equal((ClearFrom, ClearFrom), (left.ClearFrom, left.DueAt));
    }

    [Theory]
    [InlineData(10, 240)]
    [InlineData(3600, 3600)]
    public void RetryAfter_OfAHeldOffDrop_CanOnlyLengthenTheHold(double asked, double expected)
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Throttled, TimeSpan.FromSeconds(asked));
        Assert.Equal(expected, new Story().Pay(throttled).WaitsUntil);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void HeldOff_AgainAndAgain_NeverRejectsAndUsesUpNoAttempt(string answer)
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromHours(3)));
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal(ValidationStatus.Pending, story.Pay(Named(answer)).Validation.Status);
        }

        Assert.Equal(0, story.Validation.UncertainAttempts);
        Assert.Equal(ValidationStatus.Expired, story.Check(Named(answer)).Validation.Status);
    }

    [Fact]
    public void KeyRefused_UntilTheDeadline_SaysSo() => Assert.Equal(
        "EXPIRED juspay_key_refused",
        new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(5)))
            .Pay(Named("401")).AtSecond(300).Check(Named("403")).Stands);

    [Fact]
    public void KeyRefused_OnceAccepted_IsForgotten() =>
        Assert.Null(new Story().Check(Replies.KeyRefused).WhenDue().Intend().Validation.CallFailure);

    private static JuspayReply Named(string answer) => answer switch
    {
        "429" => Replies.Throttled,
        _ => new JuspayReply.KeyRefused(answer == "401" ? 401 : 403, "access_denied"),
    };
}
