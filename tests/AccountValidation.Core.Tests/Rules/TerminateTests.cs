using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A terminate is a cancel under rule 7 that lifts the suspension, so that it can take effect.</summary>
public sealed class TerminateTests
{
    public static TheoryData<string> Names => [.. Stages.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Terminate_InEveryStage_IsACancelThatLeavesNoSuspension(string stage)
    {
        var free = Stages.Named(stage);
        var cancelled = Lifecycle.Apply(free, new Signal.Cancel(), Stages.Due);
        var terminate = new Signal.Terminate("why");
        Assert.Equal(cancelled.Bare(), Lifecycle.Apply(free, terminate, Stages.Due).Bare());
        var lifted = Lifecycle.Apply(free.Held(), terminate, Stages.Due);
        Assert.Equal(cancelled.Bare(), lifted.Bare());
        Assert.Equal(stage == "Settled", lifted.IsSuspended);
        Assert.Equal(Lifecycle.Next(cancelled, Stages.Due), Lifecycle.Next(lifted, Stages.Due));
    }

    [Theory]
    [InlineData("Active", "ACTIVE")]
    [InlineData("Failure", "FAILURE account_failed_validation")]
    [InlineData("Pending", "Waiting Unseen")]
    [InlineData("NotAccepted", "CANCELLED cancelled")]
    [InlineData("Unclear", "Confirming 0")]
    public void TerminateDuringADropOfASuspendedValidation_ItsReply_Decides(string reply, string expected)
    {
        var story = new Story().Intend().Suspend().Terminate("why");
        Assert.Equal(("InFlight", true), (story.Stands, story.Validation.HasOpenDrop));
        Assert.Equal(new Step.DropPenny(1), story.Next);
        Assert.Equal(expected, story.Reply(Replies.Named(reply, story.Validation)).Stands);
    }

    [Fact]
    public void Terminate_OfADropThatNoLookHasShown_LooksAtOnce() => Assert.Equal(
        "CANCELLED cancelled",
        new Story().Pay(Replies.Pending).Suspend().Terminate().Check(Replies.Pending).Stands);

    [Fact]
    public void Terminate_AskedTwice_ChangesNothingTheSecondTime()
    {
        var waiting = new Story().Intend().Terminate("first").Validation;
        Assert.Same(waiting, Lifecycle.Apply(waiting, new Signal.Terminate("second"), Make.Start));
    }

    [Fact]
    public void Terminate_AfterACancel_IsMarkedAndAsksForNoOther()
    {
        var story = new Story().Intend().Cancel().AtSecond(5).Terminate("why");
        Assert.Equal(new OperatorControl(IsSuspended: false, IsTerminated: true, "why"), story.Validation.Control);
        Assert.Equal(Make.Start, story.Validation.CancelRequestedAt);
        Assert.Single(story.Events, TimelineEvents.CancelRequested);
    }

    [Fact]
    public void Terminate_SuspendedAfterAnother_LiftsTheSuspensionAgain()
    {
        var story = new Story().Intend().Terminate().Suspend().Terminate("again");
        Assert.False(story.Validation.IsSuspended);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        Assert.Single(story.Events, TimelineEvents.CancelRequested);
    }

    [Fact]
    public void Terminate_OfASuspendedValidationThatHasSettled_ChangesNothing()
    {
        var settled = new Story().Intend().Suspend().Reply(Replies.Active).Validation;
        Assert.Same(settled, Lifecycle.Apply(settled, new Signal.Terminate("why"), Make.Start));
    }

    [Fact]
    public void Terminate_OfASettledValidation_ChangesNothing()
    {
        var settled = new Story().Cancel().Validation;
        Assert.Same(settled, Lifecycle.Apply(settled, new Signal.Terminate("why"), Make.Start));
    }
}
