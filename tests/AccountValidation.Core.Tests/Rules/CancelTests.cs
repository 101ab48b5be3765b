using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 6: a cancel waits for an unresolved drop, and an answer that arrives wins.</summary>
public sealed class CancelTests
{
    [Fact]
    public void Cancel_BeforeTheFirstLook_TakesEffectAtOnce()
    {
        var story = new Story().Cancel();
        Assert.Equal("CANCELLED cancelled", story.Stands);
        Assert.Contains(TimelineEvents.CancelRequested, story.Events);
    }

    [Fact]
    public void Cancel_DuringALook_IsFinalAndTheLookChangesNothing()
    {
        var cancelled = new Story().Cancel().Validation;
        Assert.Same(cancelled, Lifecycle.Apply(cancelled, new Outcome.Checked(Make.Start, Replies.Created), Make.Start));
    }

    [Theory]
    [InlineData("Active", "ACTIVE")]
    [InlineData("Failure", "FAILURE account_failed_validation")]
    [InlineData("Pending", "Waiting Unseen")]
    [InlineData("NotAccepted", "CANCELLED cancelled")]
    [InlineData("Throttled", "Paying 1")]
    [InlineData("KeyRefused", "Paying 1")]
    [InlineData("Unclear", "Confirming 0")]
    [InlineData("Refused", "REJECTED unknown_account")]
    public void CancelDuringADrop_ItsReply_Decides(string reply, string expected)
    {
        var story = new Story().Intend().Cancel();
        Assert.Equal("InFlight", story.Stands);
        Assert.Equal(expected, story.Reply(Replies.Named(reply, story.Validation)).Stands);
    }

    [Fact]
    public void CancelWaiting_UntilTheDropIsProvedAbsent_SendsNoOther()
    {
        var story = new Story().Pay(Replies.Unclear).Cancel();
        for (var look = 0; look < 3; look++)
        {
            Assert.Equal($"Confirming {look}", story.Stands);
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal("CANCELLED cancelled", story.WhenDue().Check(Replies.Created).Stands);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void CancelWaiting_ForADropThatNothingProves_EndsAtTheDeadline()
    {
        var undated = Make.Answer(AccountStatus.Active);
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(10))).Check(undated).WhenDue().Pay(Replies.Unclear).Cancel();
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal(ValidationStatus.Pending, story.Check(undated).Validation.Status);
        }

        Assert.Equal("CANCELLED cancelled", story.Check(undated).Stands);
    }

    [Fact]
    public void CancelWaiting_AndJuspayDown_EndsWithTheLastConfirmLook()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Pay(Replies.Unclear).Cancel();
        while (story.Stands.StartsWith("Confirming", StringComparison.Ordinal))
        {
            story.WhenDue().Check(Replies.Unclear);
        }

        Assert.Equal("CANCELLED cancelled", story.Stands);
        Assert.Equal(Make.Start.AddSeconds(30 + (8 * 30)), story.Now);
    }

    [Fact]
    public void Cancel_OfADropThatALookHasShown_TakesEffectAtOnce() =>
        Assert.Equal("CANCELLED cancelled", new Story().Pay(Replies.Pending).WhenDue().Check(Replies.Pending).Cancel().Stands);

    // Freed at once, the account would look unpaid to the next validation while Juspay's reads lag: it would pay again.
    [Fact]
    public void Cancel_OfADropThatNoLookHasShown_LooksAtOnceAndWaitsUntilOneDoes()
    {
        var story = new Story().Pay(Replies.Pending).Cancel();
        Assert.Equal("Waiting Unseen", story.Check(Replies.Created).Stands);
        Assert.True(story.Validation.HasOpenDrop);
        Assert.Equal("CANCELLED cancelled", story.WhenDue().Check(Replies.Pending).Stands);
    }

    [Fact]
    public void Cancel_OfADropThatNoLookEverShows_TakesEffectAtTheTimeOfTheLastConfirmLook()
    {
        var story = new Story().Pay(Replies.Pending).Cancel();
        var lastConfirmLook = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        while (story.WhenDue().Now < lastConfirmLook)
        {
            Assert.Equal("Waiting Unseen", story.Check(Replies.Created).Stands);
        }

        Assert.Equal("CANCELLED cancelled", story.Check(Replies.Created).Stands);
    }
}
