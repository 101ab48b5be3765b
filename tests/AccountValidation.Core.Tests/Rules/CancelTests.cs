using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Rule 1: a cancel settles at once in every stage, and the account keeps a penny drop whose end is not known.
/// </summary>
public sealed class CancelTests
{
    private const string Message = "The validation was cancelled on request.";

    /// <summary>Every unsettled stage, and whether a penny drop is open in it.</summary>
    public static TheoryData<string, bool> Unsettled => new()
    {
        { "Checking", false },
        { "Checking Refused", false },
        { "Paying", false },
        { "Paying Again", false },
        { "Paying Held", true },
        { "DropUnderWay", true },
        { "DropUnderWay Again", true },
        { "Confirming", true },
        { "Waiting Adopted", true },
        { "Waiting Answered", true },
        { "Waiting Unseen", true },
        { "Waiting Seen", true },
        { "Waiting ProvedAbsent", true },
        { "Waiting NotProved", true },
    };

    [Theory]
    [MemberData(nameof(Unsettled))]
    public void Cancel_InAStage_LeavesThatStageWhereADropIsOpen(string stage, bool isOpen)
    {
        var before = Stages.Named(stage);
        var after = Lifecycle.Apply(before, new Signal.Cancel(), Stages.Due);
        var settled = Assert.IsType<Stage.Settled>(after.Stage);
        Assert.Equal((ValidationStatus.Cancelled, Stages.Due), (settled.Status, settled.At));
        Assert.Equal(isOpen ? before.Stage : null, settled.Left);
        Assert.Equal((isOpen, isOpen), (before.HasOpenDrop, after.HasOpenDrop));
        Assert.Equal(
            isOpen ? new OpenDrop(Stages.Drop, before.Stage, before.UncertainAttempts) : null,
            AccountRules.OpenDropOf(after));
    }

    [Theory]
    [MemberData(nameof(Unsettled))]
    public void Cancel_InAStage_SaysWhetherADropStaysOpen(string stage, bool isOpen)
    {
        const string Open =
            " The end of its penny drop is not known yet: the next validation of the account follows it, and none "
            + "pays meanwhile.";
        var after = Lifecycle.Apply(Stages.Named(stage), new Signal.Cancel(), Stages.Due);
        Assert.Equal(
            new Reason("cancelled", isOpen ? Message + Open : Message),
            Assert.IsType<Stage.Settled>(after.Stage).Reason);
    }

    [Fact]
    public void CancelTable_AllUnsettledStages_AreNamed() =>
        Assert.Equal(Stages.Names.Where(name => name != "Settled"), Unsettled.Select(row => row.Data.Item1));

    [Fact]
    public void Cancel_Always_IsTwoLinesOfTheTimelineAndACallback()
    {
        var story = new Story().Intend().AtSecond(3).Cancel();
        Assert.Equal([TimelineEvents.CancelRequested, TimelineEvents.Settled], story.Events.TakeLast(2));
        Assert.Equal(new Step.DeliverCallback(1), story.Next);
        Assert.Equal("validation.cancelled", story.Validation.Callback?.Type);
        Assert.Null(story.Validation.CancelRequestedAt);
    }

    [Fact]
    public void Cancel_DuringACheck_IsFinalAndTheCheckChangesNothing()
    {
        var cancelled = new Story().Cancel().Validation;
        Assert.Same(
            cancelled, Lifecycle.Apply(cancelled, new Outcome.Checked(Make.Start, Replies.Created), Make.Start));
    }

    [Theory]
    [InlineData("Confirming")]
    [InlineData("Waiting Unseen")]
    [InlineData("Paying Held")]
    public void Check_ThatEndsAfterACancel_ChangesNothingOfWhatIsLeft(string stage)
    {
        var cancelled = Lifecycle.Apply(Stages.Named(stage), new Signal.Cancel(), Stages.Due);
        Assert.Same(cancelled, Lifecycle.Apply(cancelled, new Outcome.Checked(Stages.Due, Replies.Active), Stages.Due));
    }

    [Fact]
    public void Cancel_OfADropThatIsProvedAbsent_SendsNoOtherAndLeavesNothing()
    {
        var story = new Story().Pay(Replies.Unclear).Confirm(Replies.Created);
        Assert.Equal(new Step.DropPenny(2), story.Next);
        Assert.Equal(("CANCELLED cancelled", "nothing"), (story.Cancel().Stands, story.Leaves));
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }
}
