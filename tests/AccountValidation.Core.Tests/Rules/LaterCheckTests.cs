using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rules 4 and 5 and "Waiting": what a check means, and when the next one comes.</summary>
public sealed class LaterCheckTests
{
    private static readonly JuspayReply Old = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-9));

    [Fact]
    public void Checks_WhilePending_BackOffExponentiallyUpToTheLongestDelay()
    {
        var story = new Story().Pay(Replies.Pending);
        double[] delays =
        [
            5,
            8,
            12.8,
            20.48,
            32.768,
            52.4288,
            83.88608,
            134.217728,
            214.748365,
            343.597384,
            549.755814,
            600,
            600,
        ];
        foreach (var delay in delays)
        {
            var wait = Assert.IsType<Step.Wait>(story.Next).Until - story.Now;
            Assert.Equal(delay, wait.TotalSeconds, precision: 5);
            story.WhenDue().Check(Replies.Pending);
        }
    }

    [Fact]
    public void Check_EqualToASettledBaseline_IsNoAnswer()
    {
        var story = new Story().Check(Old).WhenDue().Pay(Replies.Pending).WhenDue().Check(Old);
        Assert.Equal("Waiting Unseen", story.Stands);
    }

    [Fact]
    public void Check_EqualToASettledBaselineUntilTheDeadline_Expires()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Check(Old).WhenDue().Pay(Replies.Pending);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Old);
        }

        Assert.Equal("EXPIRED no_answer", story.Stands);
    }

    [Fact]
    public void Created_AfterADrop_CountsAsPending()
    {
        var story = new Story().Pay(Replies.Created);
        Assert.Equal("Waiting Unseen", story.Stands);
        Assert.Equal("Waiting Unseen", story.WhenDue().Check(Replies.Created).Stands);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Replies.Active).Stands);
    }

    [Fact]
    public void DropThatNoCheckHasShown_IsBelievedFromTheTimeOfTheLastConfirmCheck()
    {
        var lastConfirmCheck = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        var story = new Story().Pay(Replies.Pending).At(lastConfirmCheck);
        Assert.Equal(
            "Waiting Unseen",
            story.Apply(new Outcome.Checked(lastConfirmCheck.AddTicks(-1), Replies.Created)).Stands);
        Assert.Equal("Waiting Answered", story.Apply(new Outcome.Checked(lastConfirmCheck, Replies.Created)).Stands);
    }

    [Fact]
    public void DropThatNoCheckHasShown_WithAnAnswerNotedLate_IsBelievedAsMuchLater()
    {
        var story = new Story().Intend().AtSecond(100).Reply(Replies.Pending);
        var shownFrom = story.Now + (8 * Make.Terms.ConfirmAfter);
        story.At(shownFrom).Apply(new Outcome.Checked(shownFrom.AddTicks(-1), Replies.Created));
        Assert.Equal("Waiting Unseen", story.Stands);
        Assert.Equal("Waiting Answered", story.Apply(new Outcome.Checked(shownFrom, Replies.Created)).Stands);
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("KeyRefused")]
    [InlineData("NotAccepted")]
    [InlineData("Unclear")]
    public void FailedCheck_WhileWaiting_ChangesOnlyWhenTheNextOneComes(string reply)
    {
        var story = new Story().Pay(Replies.Pending).WhenDue();
        var before = Assert.IsType<Stage.Waiting>(story.Validation.Stage);
        var seen = story.Validation.LastSeen;
        story.Check(Replies.Named(reply, story.Validation));
        Assert.Equal(before with { DueAt = story.Now.AddSeconds(8), Checks = 2 }, story.Validation.Stage);
        Assert.Same(seen, story.Validation.LastSeen);
    }

    [Fact]
    public void Check_WhileWaiting_BringsTheNextCheckForwardOnly()
    {
        var story = new Story().Pay(Replies.Pending).AtSecond(1);
        Assert.Equal(5, story.WaitsUntil);
        Assert.Equal("Waiting Seen", story.AskForCheck().Check(Replies.Pending).Stands);
        Assert.Equal(9, story.WaitsUntil);
    }

    [Fact]
    public void Details_OfAnEarlierAnswer_StayWhenALaterOneTellsLess()
    {
        var told = new AccountDetails(MaskedVpa: "42******77@yesg", BeneficiaryName: "A. Person");
        var story = new Story().Pay(
            Replies.Active, check: new JuspayReply.Answered(new(AccountStatus.Created, null, told)));
        Assert.Equal(told, story.Validation.LastSeen?.Details);
        Assert.Equal(AccountStatus.Active, story.Validation.LastSeen?.Status);
    }
}
