using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 2: Juspay refuses to show the account. Only a second refusal, 5 s later, decides.</summary>
public sealed class RefusedCheckTests
{
    [Fact]
    public void OneRefusal_Always_DecidesNothing()
    {
        var story = new Story().Check(Replies.Unknown);
        Assert.Equal(("Checking 1", 5.0), (story.Stands, story.WaitsUntil));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Theory]
    [InlineData(404, "REJECTED unknown_account")]
    [InlineData(400, "REJECTED request_refused")]
    [InlineData(422, "REJECTED request_refused")]
    public void SecondRefusal_FiveSecondsAfterTheFirst_RejectsWithoutAPenny(int status, string expected)
    {
        var refused = new JuspayReply.Refused(status, "juspays_code");
        var story = new Story().Check(refused).WhenDue().Check(refused);
        Assert.Equal(expected, story.Stands);
        Assert.Equal("juspays_code", Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.JuspayErrorCode);
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void SecondRefusal_BroughtForward_DecidesNothing()
    {
        var story = new Story().Check(Replies.Unknown).AtSecond(4.999).AskForCheck().Check(Replies.Unknown);
        Assert.Equal("Checking 2", story.Stands);
        Assert.Equal("REJECTED unknown_account", story.WhenDue().Check(Replies.Unknown).Stands);
    }

    [Fact]
    public void SecondRefusal_OfAFastSchedule_StillWaitsFiveSecondsAfterTheAnswer()
    {
        var fast = Make.Terms with { Recheck = Make.Recheck with { FirstDelay = TimeSpan.FromSeconds(1) } };
        Assert.Equal(8, new Story(fast).AtSecond(3).Apply(new Outcome.Checked(Make.Start, Replies.Unknown)).WaitsUntil);
    }

    [Fact]
    public void SecondRefusal_ThatBeganWithinFiveSecondsOfTheFirstAnswer_DecidesNothing()
    {
        var story = new Story().AtSecond(3).Apply(new Outcome.Checked(Make.Start, Replies.Unknown));
        story.AtSecond(20).Apply(new Outcome.Checked(Make.Start.AddSeconds(7.999), Replies.Unknown));
        Assert.Equal("Checking 2", story.Stands);
    }

    [Fact]
    public void SecondRefusal_AfterOtherFailures_Decides() => Assert.Equal(
        "REJECTED unknown_account",
        new Story().Check(Replies.Unknown).WhenDue().Check(Replies.Unclear).WhenDue().Check(Replies.Unknown).Stands);

    [Fact]
    public void GoodCheck_BetweenTwoRefusals_ForgetsTheFirst()
    {
        var story = new Story().Check(Replies.Unknown).WhenDue().Check(Replies.Active).WhenDue().Check(Replies.Unknown);
        Assert.Equal(ValidationStatus.Pending, story.Validation.Status);
        Assert.Equal("REJECTED unknown_account", story.WhenDue().Check(Replies.Unknown).Stands);
    }

    // A replica that is behind knows the account.
    [Fact]
    public void OlderState_BetweenTwoRefusals_ForgetsTheFirst()
    {
        var known = new KnownAnswer(
            Make.Request.CustomerAccountId, Juspay: null, new(AccountStatus.Active, Make.Start));
        var checking = new Story(from: Make.Accepted() with { LastAnswer = known })
            .Check(Replies.Unknown)
            .WhenDue()
            .Check(Replies.Created);
        Assert.Equal("Checking 3", checking.WhenDue().Check(Replies.Unknown).Stands);
        Assert.Equal("REJECTED unknown_account", checking.WhenDue().Check(Replies.Unknown).Stands);
        var paying = new Story()
            .Check(Replies.Active)
            .WhenDue()
            .Check(Replies.Unknown)
            .WhenDue()
            .Check(Replies.Created);
        Assert.Equal("Paying 3", paying.WhenDue().Check(Replies.Unknown).Stands);
    }

    [Fact]
    public void SameState_BetweenTwoRefusals_ForgetsTheFirst()
    {
        var notSent = new Story().Check(Replies.Active).WhenDue().Check(Replies.Unknown).WhenDue();
        var notBegun = new Story().Check(Replies.Active).WhenDue().Check(Replies.Unknown).WhenDue();
        Assert.Equal("Paying 3", notSent.Pay(Replies.NotAccepted).WhenDue().Check(Replies.Unknown).Stands);
        Assert.Equal("Paying 3", notBegun.NotBegin(Replies.Active).WhenDue().Check(Replies.Unknown).Stands);
    }

    // Forgotten, an older state would be taken for news later.
    [Fact]
    public void Refusal_WhereABaselineIsKnown_KeepsIt()
    {
        var story = new Story().Check(Replies.Active).WhenDue().Check(Replies.Unknown);
        Assert.Equal(("Paying 1", 7.0), (story.Stands, story.WaitsUntil));
        Assert.Equal("Paying 2", story.WhenDue().Check(Replies.Unclear).Stands);
        Assert.Equal("REJECTED unknown_account", story.WhenDue().Check(Replies.Unknown).Stands);
    }

    [Fact]
    public void Refusals_AfterADropThatWasNotSent_StillReject() => Assert.Equal(
        "REJECTED unknown_account",
        new Story().Pay(Replies.NotAccepted).WhenDue().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown).Stands);

    [Fact]
    public void Refusals_OnceAPostHasLeft_NeverReject()
    {
        var story = new Story().Pay(Replies.Throttled);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.Equal(ValidationStatus.Pending, story.Check(Replies.Unknown).Validation.Status);
        }

        Assert.Equal("EXPIRED juspay_unavailable", story.Check(Replies.Unknown).Stands);
    }
}
