using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 3: the intent is durable before the effect, and what was begun is never run again.</summary>
public sealed class IntentTests
{
    [Fact]
    public void Intent_OfTheDueAttempt_IsTakenDownWithItsCheck()
    {
        var story = new Story().Intend();
        var underWay = Assert.IsType<Stage.DropUnderWay>(story.Validation.Stage);
        Assert.Equal(Make.Start + Make.Terms.JuspayTimeout, underWay.SendBefore);
        Assert.Equal((1, 1), (story.Validation.ValidateAttempts, story.Validation.Checks));
        Assert.Equal(AccountStatus.Created, story.Validation.LastSeen?.Status);
        Assert.True(story.Validation.HasOpenDrop);
    }

    [Fact]
    public void Intent_AfterACancel_IsRefused() =>
        AssertRefused(Lifecycle.Apply(Stages.Named("Paying"), new Signal.Cancel(), Stages.Due), attempt: 1, Stages.Due);

    // An earlier version had the cancel wait for the check that lets the next POST leave: that check ends the
    // validation instead.
    [Fact]
    public void Intent_AfterACancelOfAnEarlierVersion_IsRefused()
    {
        AssertRefused(Stages.Named("Paying").CancelRequested(), attempt: 1, Stages.Due);
        AssertRefused(Stages.Named("Paying Held").CancelRequested(), attempt: 2, Stages.Due);
    }

    [Fact]
    public void Intent_RecordedTwice_IsRefusedTheSecondTime()
    {
        var begun = new Story().Intend().Validation;
        AssertRefused(begun, attempt: 1, Make.Start);
        AssertRefused(begun, attempt: 2, Make.Start);
    }

    [Fact]
    public void DropUnderWay_Resumed_IsTheSameAttemptAndBecomesUncertain()
    {
        var story = new Story().Intend().AtSecond(7200);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        story.Reply(new JuspayReply.Unclear(ReplyCauses.Interrupted));
        Assert.Equal("Confirming 0", story.Stands);
        Assert.Equal((1, 1), (story.Validation.UncertainAttempts, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void DropAnsweredTwice_TheSecondAnswer_ChangesNothing()
    {
        var before = new Story().Pay(Replies.Pending).Validation;
        Assert.Same(
            before, Lifecycle.Apply(before, new Outcome.PennyDropEnded(Make.Start, Replies.Active), Make.Start));
    }

    [Fact]
    public void AttemptNumber_AfterADropThatWasNotSent_IsNeverUsedAgain() =>
        Assert.Equal(new Step.DropPenny(2), new Story().Pay(Replies.NotAccepted).WhenDue().Next);

    // An instance that is run again may have checked again meanwhile; what counts is what was seen before the intent.
    [Fact]
    public void DropFoundInAJournal_WhileItIsDue_HasTheBaselineOfItsIntent()
    {
        var (before, journal) = (Stages.Named("Paying"), new Baseline(AccountStatus.Created, LastValidated: null));

        var found = Lifecycle.Apply(before, Interrupted(journal), Stages.Due);
        var own = Lifecycle.Apply(before, Interrupted(baseline: null), Stages.Due);

        Assert.Equal(journal, Assert.IsType<Stage.Confirming>(found.Stage).Baseline);
        Assert.Equal(Stages.Baseline, Assert.IsType<Stage.Confirming>(own.Stage).Baseline);
        Assert.Equal(1, found.ValidateAttempts);
    }

    [Fact]
    public void DropFoundInAJournal_WhileItIsUnderWay_KeepsTheBaselineOfTheState()
    {
        var found = Lifecycle.Apply(Stages.Named("DropUnderWay"), Interrupted(Stages.Failure), Stages.Due);

        Assert.Equal(Stages.Baseline, Assert.IsType<Stage.Confirming>(found.Stage).Baseline);
    }

    [Fact]
    public void DropThatNoJournalKnows_WithoutAnyBaseline_ChangesNothing()
    {
        var before = Stages.Named("Checking");
        Assert.Same(before, Lifecycle.Apply(before, Interrupted(baseline: null), Stages.Due));
    }

    private static Outcome.PennyDropEnded Interrupted(Baseline? baseline) =>
        new(Make.Start, new JuspayReply.Unclear(ReplyCauses.Interrupted), baseline);

    private static void AssertRefused(Validation before, int attempt, DateTimeOffset at)
    {
        var intent = new Outcome.IntentRecorded(attempt, at, new(at, Replies.Known(before)));
        Assert.Same(before, Lifecycle.Apply(before, intent, at));
    }
}
