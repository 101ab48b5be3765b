using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// How long an account stays without a new penny after one whose answer was lost: the table of docs/reliability.md.
/// </summary>
public sealed class LostDropTests
{
    private static readonly Terms Defaults = Make.Terms with
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 2,
    };

    [Fact]
    public void Absence_Proved_LetsTheNextPennyLeaveAfterFourAndAHalfMinutes() =>
        Assert.Equal(TimeSpan.FromMinutes(4.5), NextPennyAfter(Lost(Defaults)));

    [Fact]
    public void Absence_ProvedByTheNextValidation_TakesNoLonger()
    {
        var cancelled = Lost(Defaults).Validation;
        Assert.Equal(
            TimeSpan.FromMinutes(4.5),
            NextPennyAfter(Follower(Lifecycle.Apply(cancelled, new Signal.Cancel(), Make.Start.AddSeconds(40)))));
    }

    [Fact]
    public void Absence_OfADropThatWasCancelledUnderWay_TakesATimeOutLonger()
    {
        var cancelled = Lifecycle.Apply(
            new Story(Defaults).Intend(Replies.Created).Validation, new Signal.Cancel(), Make.Start.AddSeconds(1));
        Assert.Equal(TimeSpan.FromMinutes(5), NextPennyAfter(Follower(cancelled)));
    }

    [Theory]
    [InlineData(AccountStatus.Failure, 2)]
    [InlineData(AccountStatus.Created, 1)]
    public void Drop_ThatNothingDisproves_KeepsTheAccountFor72Hours(AccountStatus baseline, int maxAttempts)
    {
        var story = new Story(Defaults with { MaxAttempts = maxAttempts });
        var first =
            baseline == AccountStatus.Created
                ? story.Intend(Replies.Created)
                : story.Check(Make.Answer(baseline, Make.Start.AddDays(-1))).WhenDue().Intend();
        var intentAt = first.Validation.Drop!.At;
        var account = AccountRules.Keep(
            Account.Unknown,
            Lifecycle.Apply(
                first.Pass(TimeSpan.FromSeconds(30)).Reply(Replies.Unclear).Validation,
                new Signal.Cancel(),
                intentAt.AddMinutes(1)));

        Assert.True(Entered(account, intentAt.AddHours(72).AddTicks(-1)).HasSentPenny);
        Assert.False(Entered(account, intentAt.AddHours(72)).HasSentPenny);
    }

    private static Story Lost(Terms terms) =>
        new Story(terms).Intend(Replies.Created).Pass(TimeSpan.FromSeconds(30)).Reply(Replies.Unclear);

    private static Story Follower(Validation cancelled) =>
        new(
            from: Entered(AccountRules.Keep(Account.Unknown, cancelled), Make.Start.AddSeconds(41)),
            at: Make.Start.AddSeconds(41));

    private static Validation Entered(Account account, DateTimeOffset at) =>
        AccountRules.Enter(Lifecycle.Accept("val_2", Make.Request, Defaults, at), account, at);

    private static TimeSpan NextPennyAfter(Story story)
    {
        while (story.Next is not Step.DropPenny)
        {
            story = story.Next is Step.Wait ? story.WhenDue() : story.Check(Replies.Created);
        }

        return story.Now - Make.Start;
    }
}
