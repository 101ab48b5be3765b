using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 4: after any 200 the penny is spent. Without news checks decide.</summary>
public sealed class SpentTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<string> NoNews => ["Same", "Older", "Created", "Pending"];

    public static TheoryData<AccountStatus, string> Settled => new()
    {
        { AccountStatus.Active, "ACTIVE" },
        { AccountStatus.Failure, "FAILURE account_failed_validation" },
    };

    [Theory]
    [MemberData(nameof(NoNews))]
    public void Answer_WithoutNews_IsSpentAndNoOtherPennyFollows(string answer)
    {
        var story = Dropped(AccountStatus.Active, answer);
        var before = Known(AccountStatus.Active);
        Assert.Equal("Waiting Unseen", story.Stands);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(before);
        }

        Assert.Equal(1, story.Validation.ValidateAttempts);
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void Baseline_StillShownAnHourLater_IsTheAnswerUnchanged(AccountStatus status, string expected)
    {
        var story = Dropped(status, "Same");
        var hour = story.Now + Hour;
        Assert.NotEqual(expected, story.At(hour).Apply(new Outcome.Checked(hour.AddTicks(-1), Known(status))).Stands);
        Assert.Equal(expected, story.At(hour.AddHours(1)).Check(Known(status)).Stands);
        Assert.Equal((false, true), HowItSettled(story));
    }

    // Settled sooner, the account would be free while the next validation could not see this drop.
    [Fact]
    public void Baseline_StillShownBeforeChecksMustShowTheDrop_IsNoAnswerHoweverLong()
    {
        var slow = Make.Terms with { ConfirmAfter = TimeSpan.FromMinutes(10) };
        var known = Known(AccountStatus.Failure);
        var story = new Story(slow).Check(known).WhenDue().Pay(known);
        var mustShow = story.Now + slow.JuspayTimeout + (8 * slow.ConfirmAfter);
        while (story.WhenDue().Now < mustShow)
        {
            Assert.Equal("Waiting Unseen", story.Check(known).Stands);
        }

        Assert.Equal("FAILURE account_failed_validation", story.Check(known).Stands);
    }

    [Fact]
    public void Baseline_ThatWasNeverValidated_IsNoAnswerHoweverLongItIsShown()
    {
        var story = new Story().Pay(Replies.Pending);
        Assert.Equal("Waiting Answered", story.Pass(TimeSpan.FromHours(50)).Check(Replies.Created).Stands);
    }

    // One check of a replica behind, right after PENDING, must not end what is still under way.
    [Fact]
    public void Baseline_ShownAfterPending_IsTheAnswerOnlyAnHourAfterThat()
    {
        var story = Dropped(AccountStatus.Failure, "Pending").Pass(TimeSpan.FromHours(3)).Check(Replies.Pending);
        var pending = story.Now;
        while (story.WhenDue().Now < pending + Hour)
        {
            Assert.Equal("Waiting Seen", story.Check(Known(AccountStatus.Failure)).Stands);
        }

        Assert.Equal("FAILURE account_failed_validation", story.Check(Known(AccountStatus.Failure)).Stands);
        Assert.Equal((false, true), HowItSettled(story));
    }

    [Theory]
    [MemberData(nameof(NoNews))]
    public void News_AfterASpentPenny_IsTheAnswer(string answer)
    {
        var story = Dropped(AccountStatus.Failure, answer).WhenDue().Check(Replies.Active);
        Assert.Equal("ACTIVE", story.Stands);
        Assert.Equal((false, false), HowItSettled(story));
    }

    [Fact]
    public void OlderState_AnHourAfterASpentPenny_IsNoAnswer()
    {
        var story = Dropped(AccountStatus.Active, "Same").Pass(TimeSpan.FromHours(2));
        Assert.Equal("Waiting Unseen", story.Check(Make.Answer(AccountStatus.Active, Make.Start.AddDays(-2))).Stands);
        Assert.Equal(ReplyCauses.AnswerBehind, story.Validation.CallFailure?.Cause);
    }

    [Fact]
    public void Baseline_ShownAnHourAfterAnUncertainDropWasSeen_IsTheAnswerUnchanged()
    {
        var known = Known(AccountStatus.Failure);
        var story = new Story().Check(known).WhenDue().Pay(Replies.Unclear).WhenDue().Check(Replies.Pending).WhenDue();
        Assert.Equal("Waiting Seen", story.Check(known).Stands);
        Assert.Equal("FAILURE account_failed_validation", story.Pass(Hour).Check(known).Stands);
        Assert.Equal((false, true), HowItSettled(story));
    }

    [Fact]
    public void Baseline_ShownForHoursAfterADropThatNothingProved_IsNoAnswer()
    {
        var known = Known(AccountStatus.Failure);
        var story = new Story().Check(known).WhenDue().Pay(Replies.Unclear).Confirm(known);
        Assert.Equal("Waiting NotProved", story.Pass(TimeSpan.FromHours(9)).Check(known).Stands);
    }

    private static Story Dropped(AccountStatus status, string answer)
    {
        var story = new Story().Check(Known(status)).WhenDue().Intend();
        return story.Reply(Replies.Named(answer, story.Validation));
    }

    private static JuspayReply Known(AccountStatus status) => Make.Answer(status, Make.Start.AddDays(-1));

    private static (bool Reused, bool Unchanged) HowItSettled(Story story) =>
        story.Validation.Stage is Stage.Settled settled ? (settled.Reused, settled.Unchanged) : default;
}
