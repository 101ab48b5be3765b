using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Callbacks;

/// <summary>A dead letter is handed over until that succeeds; a redelivery supersedes it.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public void DeadLetter_OnceTheReceiverIsGone_IsHandedOverAtOnce()
    {
        var story = new Story().Cancel().Pass(TimeSpan.FromSeconds(7)).Deliver(410);
        Assert.Equal(new PendingDeadLetter(story.Now, Failures: 0), story.Validation.Callback?.DeadLetter);
        Assert.False(story.Validation.IsFinished);
        Assert.Equal(new Step.DeadLetterCallback(1), story.Next);
        Assert.IsType<Step.Done>(story.HandOver(sent: true).Next);
        Assert.True(story.Validation.IsFinished);
    }

    [Fact]
    public void DeadLetter_ThatCannotBeHandedOver_IsTriedAgainForAsLongAsItTakes()
    {
        var story = new Story().Cancel().Deliver(410);
        double[] delays = [5, 8, 12.8, 20.48];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            Assert.Equal(tried.AddSeconds(delay), Assert.IsType<Step.Wait>(story.HandOver(sent: false).Next).Until);
            story.WhenDue();
        }

        while (story.Now < Make.Start.AddDays(30))
        {
            var tried = story.Now;
            story.HandOver(sent: false).WhenDue();
            Assert.InRange(story.Now - tried, TimeSpan.FromSeconds(5), Make.Terms.Recheck.MaxDelay);
        }

        Assert.IsType<Step.Done>(story.HandOver(sent: true).Next);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HandOver_Always_LeavesTheRestOfTheValidation(bool sent)
    {
        var story = new Story().Cancel().Deliver(410);
        var before = story.Validation;
        var after = story.HandOver(sent).Validation;
        Assert.Equal(
            before,
            after with
            {
                Callback = after.Callback! with { DeadLetter = before.Callback!.DeadLetter },
                WaitingFor = before.WaitingFor,
            });
        Assert.Equal(CallbackStatus.Failed, after.Callback?.Status);
        Assert.Contains(TimelineEvents.CallbackDeadLettered, story.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Redelivery_OfADeadLetter_SupersedesTheHandOver(bool sent)
    {
        var story = new Story().Cancel().Deliver(410).Signal(new Signal.Redeliver());
        Assert.Equal(new Step.DeliverCallback(2), story.Next);
        var again = story.Validation;
        // The hand-over that was under way.
        Assert.Same(again, story.Apply(new Outcome.DeadLettered(1, sent)).Validation);
        Assert.IsType<Step.Done>(story.Deliver(204).Next);
    }

    [Fact]
    public void Redelivery_ThatFailsToo_IsHandedOverAfresh()
    {
        var story = new Story().Cancel().Deliver(410).HandOver(sent: false).Signal(new Signal.Redeliver()).Deliver(410);
        Assert.Equal(new PendingDeadLetter(story.Now, Failures: 0), story.Validation.Callback?.DeadLetter);
        Assert.Same(
            story.Validation, Lifecycle.Apply(story.Validation, new Outcome.DeadLettered(1, Sent: true), story.Now));
        Assert.IsType<Step.Done>(story.HandOver(sent: true).Next);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HandOver_ReportedOnceItWasMade_ChangesNothing(bool sent)
    {
        var made = new Story().Cancel().Deliver(410).HandOver(sent: true).Validation;
        Assert.Same(made, Lifecycle.Apply(made, new Outcome.DeadLettered(1, sent), Make.Start));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(500)]
    public void HandOver_OfACallbackThatIsNoDeadLetter_ChangesNothing(int status)
    {
        var story = new Story().Cancel().Deliver(status);
        Assert.Null(story.Validation.Callback?.DeadLetter);
        Assert.Same(
            story.Validation, Lifecycle.Apply(story.Validation, new Outcome.DeadLettered(1, Sent: false), story.Now));
    }
}
