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
    [InlineData("Refused", "REJECTED unknown_account")]
    public void CancelDuringADrop_ItsReply_Decides(string reply, string expected)
    {
        var story = new Story().Look(Replies.Created).Intend().Cancel();
        Assert.Equal("InFlight", story.Stands);
        Assert.Equal(expected, story.Reply(Replies.Named(reply, story.Validation)).Stands);
    }

    [Fact]
    public void CancelWaiting_UntilTheDropIsProvedAbsent_SendsNoOther()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Unclear).Cancel();
        for (var look = 0; look < 3; look++)
        {
            Assert.Equal($"Confirming {look}", story.Stands);
            story.WhenDue().Look(Replies.Created);
        }

        Assert.Equal("CANCELLED cancelled", story.WhenDue().Look(Replies.Created).Stands);
        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void CancelWaiting_ForADropThatNothingProves_EndsAtTheDeadline()
    {
        var undated = Make.Answer(AccountStatus.Active);
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(10))).Look(undated).Pay(Replies.Unclear).Cancel();
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal(ValidationStatus.Pending, story.Look(undated).Validation.Status);
        }

        Assert.Equal("CANCELLED cancelled", story.Look(undated).Stands);
    }

    [Fact]
    public void CancelWaiting_AndJuspayDown_EndsWithTheLastConfirmLook()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Look(Replies.Created).Pay(Replies.Unclear).Cancel();
        while (story.Stands.StartsWith("Confirming", StringComparison.Ordinal))
        {
            story.WhenDue().Look(Replies.Unclear);
        }

        Assert.Equal("CANCELLED cancelled", story.Stands);
        Assert.Equal(Make.Start.AddSeconds(30 + (8 * 30)), story.Now);
    }

    [Fact]
    public void Cancel_OfADropThatALookHasShown_TakesEffectAtOnce() =>
        Assert.Equal("CANCELLED cancelled", new Story().Look(Replies.Created).Pay(Replies.Pending).WhenDue().Look(Replies.Pending).Cancel().Stands);

    // Freed at once, the account would look unpaid to the next validation while Juspay's reads lag: it would pay again.
    [Fact]
    public void Cancel_OfADropThatNoLookHasShown_LooksAtOnceAndWaitsUntilOneDoes()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending).Cancel();
        Assert.Equal("Waiting Unseen", story.Look(Replies.Created).Stands);
        Assert.True(story.Validation.HoldsAccount);
        Assert.Equal("CANCELLED cancelled", story.WhenDue().Look(Replies.Pending).Stands);
    }

    [Fact]
    public void Cancel_OfADropThatNoLookEverShows_TakesEffectAtTheTimeOfTheLastConfirmLook()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending).Cancel();
        var lastConfirmLook = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        while (story.WhenDue().Now < lastConfirmLook)
        {
            Assert.Equal("Waiting Unseen", story.Look(Replies.Created).Stands);
        }

        Assert.Equal("CANCELLED cancelled", story.Look(Replies.Created).Stands);
    }
}
