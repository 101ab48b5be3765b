using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 5 and "Waiting": what a re-check means, and when the next one comes.</summary>
public sealed class RecheckTests
{
    private static readonly JuspayReply Old = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-9));

    [Fact]
    public void Rechecks_WhilePending_BackOffExponentiallyUpToTheLongestDelay()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending);
        double[] delays = [5, 8, 12.8, 20.48, 32.768, 52.4288, 83.88608, 134.217728, 214.748365, 343.597384, 549.755814, 600, 600];
        foreach (var delay in delays)
        {
            var wait = Assert.IsType<Step.Wait>(story.Next).Until - story.Now;
            Assert.Equal(delay, wait.TotalSeconds, precision: 5);
            story.WhenDue().Look(Replies.Pending);
        }
    }

    [Fact]
    public void Look_EqualToASettledBaseline_IsNoAnswer()
    {
        var story = new Story().Look(Old).Pay(Replies.Pending).WhenDue().Look(Old);
        Assert.Equal("Waiting Unseen", story.Stands);
    }

    [Fact]
    public void Look_EqualToASettledBaselineAfterSomethingElseWasSeen_IsTheAnswer()
    {
        var story = new Story().Look(Old).Pay(Replies.Pending).WhenDue().Look(Replies.Pending).WhenDue().Look(Old);
        Assert.Equal("FAILURE account_failed_validation", story.Stands);
    }

    [Fact]
    public void Look_EqualToASettledBaselineUntilTheDeadline_Expires()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Look(Old).Pay(Replies.Pending);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Look(Old);
        }

        Assert.Equal("EXPIRED no_answer", story.Stands);
    }

    [Fact]
    public void DropAnsweredSettled_EqualToTheBaseline_IsTheAnswer() =>
        Assert.Equal("FAILURE account_failed_validation", new Story().Look(Old).Pay(Old).Stands);

    [Fact]
    public void Created_AfterADrop_CountsAsPending()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Created);
        Assert.Equal("Waiting Unseen", story.Stands);
        Assert.Equal("Waiting Unseen", story.WhenDue().Look(Replies.Created).Stands);
        Assert.Equal("ACTIVE", story.WhenDue().Look(Replies.Active).Stands);
    }

    [Fact]
    public void DropThatNoLookHasShown_IsBelievedFromTheTimeOfTheLastConfirmLook()
    {
        var lastConfirmLook = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending).At(lastConfirmLook);
        Assert.Equal("Waiting Unseen", story.Apply(new Outcome.Checked(lastConfirmLook.AddTicks(-1), Replies.Created)).Stands);
        Assert.Equal("Waiting Answered", story.Apply(new Outcome.Checked(lastConfirmLook, Replies.Created)).Stands);
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("KeyRefused")]
    [InlineData("NotAccepted")]
    [InlineData("Unclear")]
    public void FailedLook_WhileWaiting_ChangesOnlyWhenTheNextOneComes(string reply)
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending).WhenDue();
        var before = Assert.IsType<Stage.Waiting>(story.Validation.Stage);
        var seen = story.Validation.LastSeen;
        story.Look(Replies.Named(reply, story.Validation));
        Assert.Equal(before with { DueAt = story.Now.AddSeconds(8), Looks = 2 }, story.Validation.Stage);
        Assert.Same(seen, story.Validation.LastSeen);
    }

    [Fact]
    public void Check_WhileWaiting_BringsTheNextLookForwardOnly()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Pending).AtSecond(1);
        Assert.Equal(5, story.WaitsUntil);
        Assert.Equal("Waiting Seen, changed", story.Check().Look(Replies.Pending).Stands);
        Assert.Equal(9, story.WaitsUntil);
    }

    [Fact]
    public void Details_OfAnEarlierAnswer_StayWhenALaterOneTellsLess()
    {
        var told = new AccountDetails(MaskedVpa: "42******77@yesg", BeneficiaryName: "A. Person");
        var story = new Story().Look(new JuspayReply.Answered(new(AccountStatus.Created, null, told))).Pay(Replies.Active);
        Assert.Equal(told, story.Validation.LastSeen?.Details);
        Assert.Equal(AccountStatus.Active, story.Validation.LastSeen?.Status);
    }
}
