using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 2: the intent is durable before the effect, and what was begun is never run again.</summary>
public sealed class IntentTests
{
    [Fact]
    public void Intent_OfTheDueAttempt_IsTakenDown()
    {
        var story = new Story().Look(Replies.Created).Intend();
        Assert.Equal(Make.Start + Make.Terms.JuspayTimeout, Assert.IsType<Stage.InFlight>(story.Validation.Stage).SendBefore);
        Assert.Equal(1, story.Validation.ValidateAttempts);
        Assert.True(story.Validation.HasUnresolvedDrop);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Intent_OfAnotherAttempt_IsRefused(int attempt) => AssertRefused(Stages.Named("Paying"), attempt, Stages.Due);

    [Fact]
    public void Intent_AfterACancel_IsRefused() =>
        AssertRefused(Lifecycle.Apply(Stages.Named("Paying"), new Signal.Cancel(), Stages.Due), attempt: 1, Stages.Due);

    [Fact]
    public void Intent_AtTheDeadline_IsRefused()
    {
        var paying = Stages.Named("Paying");
        AssertRefused(paying, attempt: 1, paying.DeadlineAt);
        Assert.IsType<Stage.InFlight>(Lifecycle.Apply(paying, new Outcome.IntentRecorded(1, paying.DeadlineAt.AddTicks(-1)), Stages.Due).Stage);
    }

    [Fact]
    public void Intent_RecordedTwice_IsRefusedTheSecondTime() =>
        AssertRefused(new Story().Look(Replies.Created).Intend().Validation, attempt: 2, Make.Start);

    [Fact]
    public void DropInFlight_Resumed_IsTheSameAttemptAndBecomesUncertain()
    {
        var story = new Story().Look(Replies.Created).Intend().AtSecond(7200);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        story.Reply(new JuspayReply.Unclear(ReplyCauses.Interrupted));
        Assert.Equal("Confirming 0", story.Stands);
        Assert.Equal(1, story.Validation.UncertainAttempts);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void DropAnsweredTwice_TheSecondAnswer_ChangesNothing()
    {
        var before = new Story().Look(Replies.Created).Pay(Replies.Pending).Validation;
        Assert.Same(before, Lifecycle.Apply(before, new Outcome.PennyDropEnded(Make.Start, Replies.Active), Make.Start));
    }

    [Fact]
    public void AttemptNumber_AfterADropThatWasNotAccepted_IsNeverUsedAgain() => Assert.Equal(
        new Step.DropPenny(2),
        new Story().Look(Replies.Created).Pay(Replies.NotAccepted).WhenDue().Next);

    // An instance that is run again may have looked again meanwhile; what the drop is compared with is what was seen before its intent.
    [Fact]
    public void DropFoundInAJournal_WhileItIsDue_HasTheBaselineOfItsIntent()
    {
        var (before, journal) = (Stages.Named("Paying"), new Baseline(AccountStatus.Created, LastValidated: null));

        var found = Lifecycle.Apply(before, new Outcome.PennyDropEnded(Make.Start, new JuspayReply.Unclear(ReplyCauses.Interrupted), journal), Stages.Due);
        var own = Lifecycle.Apply(before, new Outcome.PennyDropEnded(Make.Start, new JuspayReply.Unclear(ReplyCauses.Interrupted)), Stages.Due);

        Assert.Equal(journal, Assert.IsType<Stage.Confirming>(found.Stage).Baseline);
        Assert.Equal(Stages.Baseline, Assert.IsType<Stage.Confirming>(own.Stage).Baseline);
        Assert.Equal((1, Make.Start + Make.Terms.JuspayTimeout), (found.ValidateAttempts, ((Stage.Confirming)found.Stage).SendBefore));
    }

    [Fact]
    public void DropFoundInAJournal_WhileItIsInFlight_KeepsTheBaselineOfTheState()
    {
        var found = Lifecycle.Apply(
            Stages.Named("InFlight"), new Outcome.PennyDropEnded(Make.Start, new JuspayReply.Unclear(ReplyCauses.Interrupted), Stages.Undated), Stages.Due);

        Assert.Equal(Stages.Baseline, Assert.IsType<Stage.Confirming>(found.Stage).Baseline);
    }

    private static void AssertRefused(Validation before, int attempt, DateTimeOffset at) =>
        Assert.Same(before, Lifecycle.Apply(before, new Outcome.IntentRecorded(attempt, at), at));
}
