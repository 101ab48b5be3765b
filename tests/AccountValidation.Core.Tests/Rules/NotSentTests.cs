using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 4: what was certainly not sent is tried again later as a pair, and is no attempt.</summary>
public sealed class NotSentTests
{
    private static readonly JuspayReply NotSentForAnHour =
        new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromHours(1));

    public static TheoryData<string> Causes =>
        [ReplyCauses.ConnectionRefused, ReplyCauses.NameNotFound, ReplyCauses.CircuitOpen, ReplyCauses.SendTimeOver];

    [Theory]
    [MemberData(nameof(Causes))]
    public void NotSent_AgainAndAgain_BacksOffAndCountsAsNoAttempt(string cause)
    {
        var story = new Story();
        double[] delays = [5, 8, 12.8, 20.48, 32.768];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            story.Pay(new JuspayReply.NotAccepted(cause));
            Assert.Equal(TimeSpan.FromSeconds(delay), Assert.IsType<Step.Wait>(story.Next).Until - tried);
            story.WhenDue();
        }

        Assert.Equal(new Step.DropPenny(6), story.Next);
        var (uncertain, left) = (story.Validation.UncertainAttempts, story.Validation.PennyLeft);
        Assert.Equal((0, 5, false), (uncertain, story.Validation.Checks, left));
    }

    [Fact]
    public void NotSent_AfterAPostThatLeft_ForgetsNothingOfThat()
    {
        var story = new Story().Pay(Replies.Throttled).WhenDue().Pay(Replies.NotAccepted);
        Assert.True(story.Validation.PennyLeft);
        Assert.Equal("Waiting NotProved", story.WhenDue().Pay(Replies.BadRequest).Stands);
    }

    [Fact]
    public void NextPair_ThatShowsAnothersDrop_AdoptsIt() =>
        Assert.Equal("Waiting Adopted", new Story().Pay(NotSentForAnHour).WhenDue().Check(Replies.Pending).Stands);

    [Fact]
    public void NextPair_ThatShowsAnotherState_BeginsAnewWithIt()
    {
        var story = new Story().Pay(NotSentForAnHour).WhenDue().Check(Replies.Active);
        Assert.Equal(Make.Start.AddHours(1).AddSeconds(2), Assert.IsType<Step.Wait>(story.Next).Until);
        Assert.Equal(new(AccountStatus.Active, Make.Start), Stages.BaselineOf(story.Validation));
    }

    [Fact]
    public void NextPair_ThatShowsTheSame_LeavesTheBackOffAndTheProof()
    {
        var first = new Story().Pay(NotSentForAnHour).WhenDue().Check(Replies.Unclear);
        Assert.Equal("Paying 2", first.Stands);
        var second = new Story().Pay(Replies.Unclear).Confirm(Replies.Created).Pay(NotSentForAnHour).WhenDue();
        Assert.Equal(("Paying 1", new Step.DropPenny(3)), (second.Stands, second.Next));
        Assert.Equal("DropUnderWay", second.Intend().Stands);
    }

    [Fact]
    public void NextPair_AfterAnUncertainDrop_TakesNewsForThatDrop() => Assert.Equal(
        "ACTIVE",
        new Story().Pay(Replies.Unclear).Confirm(Replies.Created)
            .Pay(NotSentForAnHour).WhenDue().Check(Replies.Active).Stands);

    [Fact]
    public void BackOff_AfterAProofOfAbsence_StartsAfresh() => Assert.Equal(
        "Paying 0",
        new Story().Pay(Replies.NotAccepted).WhenDue().Pay(Replies.NotAccepted).WhenDue()
            .Pay(Replies.Unclear).Confirm(Replies.Created).Stands);
}
