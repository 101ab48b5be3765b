using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A terminate is a cancel that lifts the suspension, so that its callback leaves.</summary>
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

    [Fact]
    public void Terminate_DuringADropOfASuspendedValidation_SettlesAtOnceAndLeavesTheDrop()
    {
        var story = new Story().Intend().Suspend().Terminate("why");
        Assert.Equal(("CANCELLED cancelled", "DropUnderWay"), (story.Stands, story.Leaves));
        Assert.Equal(new OperatorControl(IsSuspended: false, IsTerminated: true, "why"), story.Validation.Control);
        Assert.Equal(new Step.DeliverCallback(1), story.Next);
    }

    [Fact]
    public void Terminate_AskedTwice_ChangesNothingTheSecondTime()
    {
        var terminated = new Story().Intend().Terminate("first").Validation;
        Assert.Same(terminated, Lifecycle.Apply(terminated, new Signal.Terminate("second"), Make.Start));
    }

    [Fact]
    public void Terminate_AfterACancel_ChangesNothing()
    {
        var cancelled = new Story().Intend().Cancel().Validation;
        Assert.Same(cancelled, Lifecycle.Apply(cancelled, new Signal.Terminate("why"), Make.Start.AddSeconds(5)));
    }

    // An earlier version had a terminate wait for the end of a penny drop, and it could be suspended meanwhile.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Terminate_OfWhatAnEarlierVersionHadWait_SettlesAtOnce(bool isSuspended)
    {
        var waiting = new Story().Intend().Validation with
        {
            CancelRequestedAt = Make.Start,
            Control = new(isSuspended, IsTerminated: true, "first"),
        };
        var story = new Story(from: waiting).Terminate("again");
        Assert.Equal(("CANCELLED cancelled", "DropUnderWay"), (story.Stands, story.Leaves));
        Assert.Equal(new OperatorControl(IsSuspended: false, IsTerminated: true, "again"), story.Validation.Control);
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
