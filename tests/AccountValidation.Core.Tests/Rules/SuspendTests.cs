using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A suspension holds every step and timer, the deadline included; what was under way still counts.</summary>
public sealed class SuspendTests
{
    public static TheoryData<string, string> StagesAndReplies
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var stage in Stages.Names)
            {
                foreach (var reply in Replies.Names)
                {
                    cells.Add(stage, reply);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(StagesAndReplies))]
    public void OutcomeOfAStepUnderWay_IsAppliedAsIfNotSuspended(string stage, string reply)
    {
        var free = Stages.Named(stage);
        Outcome[] outcomes =
        [
            new Outcome.Checked(Stages.Due, Replies.Named(reply, free)),
            new Outcome.Checked(free.DeadlineAt, Replies.Named(reply, free)),
            new Outcome.PennyDropEnded(Stages.Due, Replies.Named(reply, free), Stages.Baseline),
            new Outcome.PennyDropEnded(null, Replies.NotAccepted, Check: new(Stages.Due, Replies.Named(reply, free))),
        ];
        Assert.All(outcomes, outcome =>
        {
            var after = Lifecycle.Apply(free.Held(), outcome, Stages.Due);
            Assert.True(after.IsSuspended);
            Assert.Equal(Lifecycle.Apply(free, outcome, Stages.Due).Bare(), after.Bare());
        });
    }

    [Fact]
    public void Intent_WhileSuspended_IsRefusedAndDueAgainOnceResumed()
    {
        var story = new Story().Suspend();
        var held = story.Validation;
        Assert.Same(
            held, story.Apply(new Outcome.IntentRecorded(1, story.Now, new(story.Now, Replies.Created))).Validation);
        Assert.Equal("DropUnderWay", story.Resume().Intend().Stands);
    }

    [Fact]
    public void DropCutOffByACrash_WhileSuspended_IsJudgedOnceResumed()
    {
        var story = new Story().Intend().Suspend().Pass(TimeSpan.FromDays(1));
        Assert.IsType<Step.Hold>(story.Next);
        Assert.Equal(new Step.DropPenny(1), story.Resume().Next);
        Assert.Equal("Confirming 0", story.Reply(new JuspayReply.Unclear(ReplyCauses.Interrupted)).Stands);
    }

    [Fact]
    public void Deadline_PassedWhileSuspended_IsOneCheckAwayOnceResumed()
    {
        var story = new Story().Pay(Replies.Pending).Suspend().Pass(TimeSpan.FromDays(30));
        Assert.IsType<Step.Hold>(story.Next);
        Assert.Equal("EXPIRED no_answer", story.Resume().Check(Replies.Pending).Stands);
    }

    [Fact]
    public void ConfirmChecks_AfterASuspension_KeepTheirDistances()
    {
        var story = new Story().Pay(Replies.Unclear).Suspend().AtSecond(10_000).Resume().Check(Replies.Created);
        Assert.Equal(10_030, story.WaitsUntil);
    }

    [Fact]
    public void Callback_OfASuspendedValidation_WaitsForTheResume()
    {
        var story = new Story().Cancel().Suspend();
        Assert.IsType<Step.Hold>(story.Next);
        Assert.Equal("CANCELLED cancelled", story.EndDelivery(500).Stands); // the attempt that was under way
        Assert.IsType<Step.Hold>(story.Pass(TimeSpan.FromDays(9)).Next);
        story.Resume().Deliver(204);
        Assert.Equal(
            (CallbackStatus.Delivered, 2), (story.Validation.Callback!.Status, story.Validation.Callback.Attempts));
    }

    [Fact]
    public void DeadLetter_OfASuspendedValidation_WaitsForTheResume()
    {
        var story = new Story().Cancel().Deliver(410).Suspend();
        Assert.IsType<Step.Hold>(story.Next);
        Assert.IsType<Step.Done>(story.Resume().HandOver(sent: true).Next);
    }

    [Fact]
    public void LastDelivery_UnderWayWhenSuspended_LeavesNothingToHold()
    {
        var story = new Story().Cancel().Suspend().EndDelivery(204);
        Assert.IsType<Step.Done>(story.Next);
        Assert.Equal(new Step.DeliverCallback(2), story.Signal(new Signal.Redeliver()).Next);
    }

    [Fact]
    public void Cancel_WhileSuspended_TakesEffectAtOnceAndItsCallbackWaitsForTheResume()
    {
        var story = new Story().Check(Replies.Pending).Suspend().Cancel();
        Assert.Equal("CANCELLED cancelled", story.Stands);
        Assert.IsType<Step.Hold>(story.Next);
        Assert.Equal(new Step.DeliverCallback(1), story.Resume().Next);
    }

    [Fact]
    public void Cancel_WhileSuspendedWithADropOnItsWay_TakesEffectAtOnceAndLeavesTheDrop()
    {
        var story = new Story().Intend().Suspend().Cancel();
        Assert.Equal(("CANCELLED cancelled", "DropUnderWay"), (story.Stands, story.Leaves));
        Assert.IsType<Step.Hold>(story.Next);
    }

    [Fact]
    public void Suspend_OfAFinishedValidation_ChangesNothing()
    {
        var finished = new Story().Cancel().Deliver(204).Validation;
        Assert.True(finished.IsFinished);
        Assert.Same(finished, Lifecycle.Apply(finished, new Signal.Suspend("why"), Make.Start));
    }

    [Fact]
    public void SuspendAndResume_AskedTwice_ChangeNothingTheSecondTime()
    {
        var held = new Story().Suspend("first").Validation;
        Assert.Same(held, Lifecycle.Apply(held, new Signal.Suspend("second"), Make.Start));
        var free = Lifecycle.Apply(held, new Signal.Resume("third"), Make.Start);
        Assert.Same(free, Lifecycle.Apply(free, new Signal.Resume("fourth"), Make.Start));
    }

    [Fact]
    public void Timeline_OfASuspension_SaysWhenAndNotWhy()
    {
        var story = new Story().Suspend("a reason").AtSecond(60).Resume("another reason");
        Assert.Equal([TimelineEvents.Accepted, TimelineEvents.Suspended, TimelineEvents.Resumed], story.Events);
        Assert.Equal(
            [Make.Start, Make.Start, Make.Start.AddSeconds(60)],
            story.Validation.Timeline.Entries.Select(line => line.At));
        Assert.All(story.Validation.Timeline.Entries, line => Assert.Null(line.Detail));
    }
}
