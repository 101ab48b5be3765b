using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>What a restart means for an account: for the drop that it holds, and for the 72 hours.</summary>
public sealed class RestartOfAnAccountTests
{
    private static readonly DateTimeOffset At = Stages.Drop.At;

    private static readonly Restart Trusted = new(
        At.AddHours(1), TrustedSince: DateTimeOffset.MinValue, StoreDoubt.None);

    private static readonly Restart Distrusted = new(At.AddHours(71), TrustedSince: At.AddHours(71), StoreDoubt.None);

    public static TheoryData<string> Open =>
        [.. Stages.Names.Where(name => Stages.Named(name) is { HasOpenDrop: true, Stage: not Stage.DropUnderWay })];

    [Theory]
    [MemberData(nameof(Open))]
    public void Follower_OfADropFromBeforeTheRestart_GoesOnAsItsOwnerWould(string name)
    {
        var now = Trusted.Since.AddMinutes(1);
        Stage expected = Restarts.Resumed(Stages.Named(name), Trusted).Stage switch
        {
            Stage.Waiting own => own with { Checks = 0, DueAt = now },
            Stage.Confirming own => own with { DueAt = now },
            var own => own,
        };
        Assert.Equal(expected, Enter(Followers.After(name), now, Trusted).Stage);
    }

    // Who sent it is gone, and nobody followed it since.
    [Fact]
    public void Follower_OfADropUnderWayFromBeforeTheRestart_CountsFromATimeOutAfterItFoundIt()
    {
        var now = Trusted.Since.AddMinutes(1);
        var follower = Assert.IsType<Stage.Confirming>(Enter(Followers.After("DropUnderWay"), now, Trusted).Stage);
        var endedBy = now + Make.Terms.JuspayTimeout;
        Assert.Equal((endedBy, endedBy + Make.Terms.ConfirmAfter), (follower.SendBefore, follower.CountsFrom));
    }

    [Fact]
    public void Follower_OfADropUnderWaySinceTheRestart_CountsFromATimeOutAfterItsLastMoment()
    {
        var follower = Assert.IsType<Stage.Confirming>(
            Enter(Followers.After("DropUnderWay"), At.AddSeconds(50), Trusted with { Since = At }).Stage);
        Assert.Equal(At + (2 * Make.Terms.JuspayTimeout), follower.SendBefore);
    }

    [Fact]
    public void OpenDrop_OfAClockThatIsNotTrusted_IsOpenFor72HoursFromWhenItIs()
    {
        var (account, end) = (Followers.After("Confirming"), Distrusted.TrustedSince.AddHours(72));
        Assert.Null(AccountRules.OpenDropAt(account, At.AddHours(72), Trusted));
        Assert.NotNull(AccountRules.OpenDropAt(account, end.AddTicks(-1), Distrusted));
        Assert.Null(AccountRules.OpenDropAt(account, end, Distrusted));
        Assert.Equal(Stages.Drop, Enter(account, end.AddTicks(-1), Distrusted).Drop);
        Assert.Null(Enter(account, end, Distrusted).Drop);
    }

    [Fact]
    public void OpenDrop_LaterThanTheClockIsTrusted_IsOpenFor72Hours()
    {
        var earlier = Distrusted with { TrustedSince = At.AddHours(-1) };
        Assert.Null(AccountRules.OpenDropAt(Followers.After("Confirming"), At.AddHours(72), earlier));
    }

    [Fact]
    public void RoutingId_OfAClockThatIsNotTrusted_IsInUseFor72HoursFromWhenItIs()
    {
        var (inUse, other) = (
            Account.Unknown with
            {
                RoutingId = "route-1",
                LockedAt = At,
            },
            Make.Request with
            {
                RoutingId = "route-2",
            });
        Assert.Null(AccountRules.OtherRoutingId(inUse, other, At.AddHours(72), Trusted));
        Assert.Equal(
            "route-1",
            AccountRules.OtherRoutingId(inUse, other, Distrusted.TrustedSince.AddHours(72).AddTicks(-1), Distrusted));
        Assert.Null(AccountRules.OtherRoutingId(inUse, other, Distrusted.TrustedSince.AddHours(72), Distrusted));
    }

    [Fact]
    public void Follower_OfAClockThatIsNotTrusted_LetsGo72HoursFromWhenItIs()
    {
        var stored = Followers.In(Stages.Named("Waiting NotProved").Stage, Stages.Drop) with
        {
            DeadlineAt = At.AddYears(1),
        };
        var (resumed, end) = (Restarts.Resumed(stored, Distrusted), Distrusted.TrustedSince.AddHours(72));
        Assert.Null(Checked(Restarts.Resumed(stored, Trusted), At.AddHours(72)).Drop);
        Assert.Equal(Stages.Drop, Checked(resumed, end.AddTicks(-1)).Drop);
        Assert.Null(Checked(resumed, end).Drop);
    }

    [Fact]
    public void HeldFrom_OfNoDropOrOfALaterOne_IsNotNoted()
    {
        var without = Stages.Named("Paying");
        Assert.Same(without, Restarts.Resumed(without, Distrusted with { Since = At }));
        var later = Stages.Named("Waiting Adopted");
        Assert.Same(later, Restarts.Resumed(later, Distrusted with { TrustedSince = At }));
    }

    private static Validation Enter(Account account, DateTimeOffset now, Restart restart) =>
        AccountRules.Enter(Lifecycle.Accept(Followers.Id, Make.Request, Make.Terms, now), account, now, restart);

    private static Validation Checked(Validation follower, DateTimeOffset at) =>
        Lifecycle.Apply(follower, new Outcome.Checked(at, Replies.Unclear), at);
}
