using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 6: the four checks after an uncertain drop, and what counts as one of them.</summary>
public sealed class ConfirmScheduleTests
{
    private const double SendBefore = 30;
    private const double Unit = 30;

    [Fact]
    public void ConfirmChecks_OnTime_ComeAfterOneTwoFourAndEightUnits()
    {
        var story = Uncertain();
        foreach (var units in (double[])[1, 2, 4, 8])
        {
            Assert.Equal("Confirming", story.Stands.Split(' ')[0]);
            Assert.Equal(SendBefore + (units * Unit), story.WaitsUntil);
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal(new Step.DropPenny(2), story.Next);
        Assert.Contains(TimelineEvents.DropAbsent, story.Events);
    }

    [Fact]
    public void ConfirmChecks_AfterAnAnswerThatCameLate_StillCountFromTheIntent()
    {
        var story = new Story().Intend().AtSecond(29).Reply(Replies.Unclear);
        Assert.Equal(SendBefore + Unit, story.WaitsUntil);
    }

    // On several machines the clock that times checks and ends may be another than the one that applies them.
    [Fact]
    public void ConfirmChecks_EndNotedByAnotherClock_CountFromThere()
    {
        var ended = new Outcome.PennyDropEnded(Make.Start, Replies.Unclear, EndedAt: Make.Start.AddSeconds(100));
        Assert.Equal(100 + Unit, new Story().Intend().AtSecond(50).Apply(ended).WaitsUntil);
        var interrupted = ended with { Reply = new JuspayReply.Unclear(ReplyCauses.Interrupted) };
        Assert.Equal(
            100 + Make.Terms.JuspayTimeout.TotalSeconds + Unit,
            new Story().Intend().AtSecond(50).Apply(interrupted).WaitsUntil);
    }

    [Fact]
    public void ConfirmCheck_TooEarlyByTheClockThatTimesIt_IsMadeAgainWhenTheRestHasPassed()
    {
        var story = Uncertain().WhenDue();
        story.Apply(new Outcome.Checked(Make.Start.AddSeconds(SendBefore + Unit - 20), Replies.Created));
        Assert.Equal(("Confirming 0", SendBefore + Unit + 20), (story.Stands, story.WaitsUntil));
    }

    [Fact]
    public void ConfirmChecks_AfterAnEndThatWasNotedLate_CountFromThatMoment() =>
        Assert.Equal(100 + Unit, new Story().Intend().AtSecond(100).Reply(Replies.Unclear).WaitsUntil);

    // Whoever finds it does not know since when it is on its way: only a time-out later can absence be counted.
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void ConfirmChecks_AfterAnInterruption_CountFromATimeOutAfterItWasFound(int found)
    {
        var story = new Story().Intend().AtSecond(found).Reply(new JuspayReply.Unclear(ReplyCauses.Interrupted));
        foreach (var units in (double[])[1, 2, 4, 8])
        {
            Assert.Equal(found + Make.Terms.JuspayTimeout.TotalSeconds + (units * Unit), story.WaitsUntil);
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal("Paying 0", story.Stands);
    }

    [Fact]
    public void CheckBroughtForward_ThatEqualsTheBaseline_CountsForNothing()
    {
        var story = Uncertain().AtSecond(45).AskForCheck().Check(Replies.Created);
        Assert.Equal("Confirming 0", story.Stands);
        Assert.Equal(SendBefore + Unit, story.WaitsUntil);
    }

    [Fact]
    public void ChecksBroughtForward_Many_NeverProveAbsence()
    {
        var story = Uncertain();
        for (var second = 10; second < 60; second += 10)
        {
            story.AtSecond(second).AskForCheck().Check(Replies.Created);
        }

        Assert.Equal("Confirming 0", story.Stands);
    }

    [Fact]
    public void CheckBroughtForward_ThatDiffers_ProvesPresence() =>
        Assert.Equal("Waiting Seen", Uncertain().AtSecond(45).AskForCheck().Check(Replies.Pending).Stands);

    [Fact]
    public void Check_BegunATickTooEarly_DoesNotCount()
    {
        var story = Uncertain().WhenDue();
        Assert.Equal("Confirming 0", story.Apply(new Outcome.Checked(story.Now.AddTicks(-1), Replies.Created)).Stands);
        Assert.Equal("Confirming 1", story.Apply(new Outcome.Checked(story.Now, Replies.Created)).Stands);
    }

    [Fact]
    public void Checks_AfterTheServiceWasDown_KeepTheirDistances()
    {
        var story = Uncertain().AtSecond(10_000).Check(Replies.Created);
        Assert.Equal(10_000 + Unit, story.WaitsUntil);
        Assert.Equal(10_000 + (3 * Unit), story.WhenDue().Check(Replies.Created).WaitsUntil);
        Assert.Equal(10_000 + (7 * Unit), story.WhenDue().Check(Replies.Created).WaitsUntil);
        Assert.Equal("Paying 0", story.WhenDue().Check(Replies.Created).Stands);
    }

    [Fact]
    public void ThirdCheck_ALittleLate_MovesTheFourthByAsMuch()
    {
        var story = Uncertain().WhenDue().Check(Replies.Created).WhenDue().Check(Replies.Created);
        Assert.Equal(
            SendBefore + (8 * Unit) + 7, story.AtSecond(SendBefore + (4 * Unit) + 7).Check(Replies.Created).WaitsUntil);
    }

    [Fact]
    public void FailedCheck_CountsForNothingAndIsTriedAgainWithBackOff()
    {
        var story = Uncertain().WhenDue().Check(Replies.Unclear);
        Assert.Equal("Confirming 0", story.Stands);
        Assert.Equal(SendBefore + Unit + 5, story.WaitsUntil);
        Assert.Equal(SendBefore + Unit + 13, story.WhenDue().Check(Replies.Unknown).WaitsUntil);
        Assert.Equal("Confirming 1", story.WhenDue().Check(Replies.Created).Stands);
    }

    [Fact]
    public void FailedChecks_AfterAGoodOne_BackOffAfresh()
    {
        var story = Uncertain().WhenDue().Check(Replies.Unclear).WhenDue().Check(Replies.Created).WhenDue();
        var checkedAt = story.Now;
        story.Check(Replies.Unclear);
        Assert.Equal(checkedAt.AddSeconds(5), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    private static Story Uncertain() => new Story().Pay(Replies.Unclear);
}
