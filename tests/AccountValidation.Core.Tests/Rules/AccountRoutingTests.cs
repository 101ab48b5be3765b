using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Juspay wants the same routing id for every call about an account, so a start may not bring another one while one is
/// in use.
/// </summary>
public sealed class AccountRoutingTests
{
    private static readonly DateTimeOffset Later = Make.Start.AddHours(1);

    private static readonly Account InUse = Account.Unknown with { RoutingId = "route-1", LockedAt = Make.Start };

    [Theory]
    [InlineData("route-1", null)]
    [InlineData("route-2", "route-1")]
    [InlineData("cst_zqqmw0v4exbhvv2l", null)]
    public void OtherRoutingId_OfAnAccountInUse_ForbidsAnotherOfItsOwnAlone(string asked, string? forbiddenBy) =>
        Assert.Equal(forbiddenBy, AccountRules.OtherRoutingId(InUse, Make.Request with { RoutingId = asked }, Later));

    [Fact]
    public void OtherRoutingId_OfAnUnknownAccount_ForbidsNothing() =>
        Assert.Null(AccountRules.OtherRoutingId(Account.Unknown, Make.Request with { RoutingId = "route-2" }, Later));

    [Fact]
    public void OtherRoutingId_72HoursAfterTheLastStart_ForbidsNothingAnyMore()
    {
        var other = Make.Request with { RoutingId = "route-2" };
        Assert.Equal("route-1", AccountRules.OtherRoutingId(InUse, other, Make.Start.AddHours(72).AddTicks(-1)));
        Assert.Null(AccountRules.OtherRoutingId(InUse, other, Make.Start.AddHours(72)));
    }

    // A drop that began late in a long validation.
    [Fact]
    public void OtherRoutingId_WhileADropIsOpen_ForbidsHoweverLongAgoTheStartWas()
    {
        var other = Make.Request with { RoutingId = "route-2" };
        var open = InUse with
        {
            OpenDrop = AccountRules.OpenDropOf(Stages.Named("Confirming")),
            LockedAt = Stages.Drop.At.AddHours(-90),
        };
        Assert.Equal("route-1", AccountRules.OtherRoutingId(open, other, Stages.Drop.At.AddHours(72).AddTicks(-1)));
        Assert.Null(AccountRules.OtherRoutingId(open, other, Stages.Drop.At.AddHours(72)));
    }

    [Theory]
    [InlineData("cst_zqqmw0v4exbhvv2l", "route-1")]
    [InlineData("route-1", "route-1")]
    [InlineData("route-2", "route-2")]
    public void Enter_Always_TakesTheAccountsRoutingIdUnlessItBringsItsOwn(string asked, string taken)
    {
        var accepted = Lifecycle.Accept(Make.Id, Make.Request with { RoutingId = asked }, Make.Terms, Later);
        Assert.Equal(taken, AccountRules.Enter(accepted, InUse, Later).Request.RoutingId);
    }

    [Theory]
    [InlineData("cst_zqqmw0v4exbhvv2l")]
    [InlineData("route-2")]
    public void Enter_OfAnUnknownAccount_KeepsTheRequestAsItIs(string asked)
    {
        var accepted = Lifecycle.Accept(Make.Id, Make.Request with { RoutingId = asked }, Make.Terms, Later);
        Assert.Equal(accepted, AccountRules.Enter(accepted, Account.Unknown, Later));
    }

    [Fact]
    public void Keep_Always_NotesTheRoutingIdOfTheCalls() =>
        Assert.Equal(
            "route-2",
            AccountRules
                .Keep(InUse, Make.Accepted() with { Request = Make.Request with { RoutingId = "route-2" } })
                .RoutingId);

    [Fact]
    public void Keep_Always_NotesTheLastStartAndNeverAnEarlierOne()
    {
        Assert.Equal(Make.Start, AccountRules.Keep(Account.Unknown, Make.Accepted()).LockedAt);
        Assert.Equal(
            Make.Start.AddHours(2),
            AccountRules.Keep(InUse with { LockedAt = Make.Start.AddHours(2) }, Make.Accepted()).LockedAt);
        Assert.Equal(
            Make.Start, AccountRules.Keep(InUse with { LockedAt = Make.Start.AddHours(-2) }, Make.Accepted()).LockedAt);
    }
}
