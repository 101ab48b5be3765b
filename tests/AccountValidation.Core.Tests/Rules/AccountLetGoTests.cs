using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// 72 hours after its intent another's open penny drop is let go, and everything begins anew. Its own it never lets go.
/// </summary>
public sealed class AccountLetGoTests
{
    private static readonly DropOrigin Others = new(
        "val_01JD3Z6Q2M8R5T7V9X0Y1A2B39",
        Make.Request.CustomerAccountId,
        Juspay: null,
        Make.Start.AddHours(-71));

    private static readonly DateTimeOffset End = Others.At.AddHours(72);

    public static TheoryData<string> Followed =>
        [.. Stages.Names.Where(name => Stages.Named(name) is { HasOpenDrop: true, Stage: not Stage.DropUnderWay })];

    [Theory]
    [MemberData(nameof(Followed))]
    public void Check_BegunATickBefore72Hours_StillFollows(string stage)
    {
        var follower = Followers.In(Stages.Named(stage).Stage, Others, uncertain: 2);
        var after = Lifecycle.Apply(follower, new Outcome.Checked(End.AddTicks(-1), Replies.Unclear), End);
        Assert.Equal((Others, 2, true), (after.Drop, after.UncertainAttempts, after.PennyLeft));
        Assert.Equal(Cells(follower), Cells(after));
    }

    [Theory]
    [MemberData(nameof(Followed))]
    public void Check_BegunAt72Hours_IsTheFirstOfANewLife(string stage)
    {
        var follower = Followers.In(Stages.Named(stage).Stage, Others, uncertain: 2);
        var after = Lifecycle.Apply(follower, new Outcome.Checked(End, Replies.Created), End);
        Assert.Equal(
            ("Paying 0", null, 0, false),
            (Stages.Describe(after), after.Drop, after.UncertainAttempts, after.PennyLeft));
        Assert.Equal(new Baseline(AccountStatus.Created, LastValidated: null), Stages.BaselineOf(after));
        Assert.Equal((new Step.DropPenny(1), false), (Lifecycle.Next(after, End), after.HasOpenDrop));
    }

    [Theory]
    [InlineData("Created", "Paying 0")]
    [InlineData("Pending", "Waiting Adopted")]
    [InlineData("Active", "Paying 0")]
    [InlineData("Unclear", "Checking 1")]
    [InlineData("Refused", "Checking 1")]
    public void Check_After72Hours_MeansWhatAFirstCheckMeans(string reply, string expected)
    {
        var follower = Followers.In(Stages.Named("Waiting NotProved").Stage, Others, uncertain: 1);
        var after = Lifecycle.Apply(follower, new Outcome.Checked(End, Replies.Named(reply, follower)), End);
        Assert.Equal(expected, Stages.Describe(after));
        Assert.Equal(reply == "Pending" ? Followers.Id : null, after.Drop?.ValidationId);
    }

    [Theory]
    [MemberData(nameof(Followed))]
    public void OwnDrop_HoweverLong_IsNeverLetGo(string stage)
    {
        var own = Followers.In(
            Stages.Named(stage).Stage,
            Others with
            {
                ValidationId = Followers.Id,
            },
            uncertain: 2) with
        {
            DeadlineAt = End.AddYears(1),
        };
        var after = Lifecycle.Apply(own, new Outcome.Checked(End.AddDays(9), Replies.Unclear), End.AddDays(9));
        Assert.Equal(
            (own.Drop, 2, true, true), (after.Drop, after.UncertainAttempts, after.PennyLeft, after.HasOpenDrop));
    }

    // Its own drop is on its way, whatever was followed before.
    [Fact]
    public void DropUnderWay_At72Hours_IsNotLetGo()
    {
        var underWay = Followers.In(Stages.Named("DropUnderWay").Stage, Others);
        Assert.Same(underWay, Lifecycle.Apply(underWay, new Outcome.Checked(End, Replies.Created), End));
    }

    [Fact]
    public void SettledFollower_At72Hours_StaysAsItIs()
    {
        var settled = Lifecycle.Apply(
            Followers.In(Stages.Named("Confirming").Stage, Others), new Signal.Cancel(), Make.Start);
        Assert.Same(settled, Lifecycle.Apply(settled, new Outcome.Checked(End, Replies.Created), End));
    }

    [Fact]
    public void Enter_72HoursAfterTheIntent_FollowsNoMore()
    {
        var account = Account.Unknown with
        {
            OpenDrop = new(Others, Stages.Named("Confirming").Stage, UncertainAttempts: 3),
        };
        var before = Followers.Of(account, End.AddTicks(-1));
        Assert.Equal((Others, 3), (before.Drop, before.UncertainAttempts));
        var at = Followers.Of(account, End);
        Assert.Equal((null, 0, new Stage.Checking(End, Failures: 0)), (at.Drop, at.UncertainAttempts, at.Stage));
        Assert.Null(AccountRules.Keep(account, at).OpenDrop);
    }

    // The pair's check lets the old drop go and the intent may follow in the same step.
    [Fact]
    public void Intent_OfAFollowerOfAHeldOffDrop_At72HoursNeedsNoClearCheckAnyMore()
    {
        var held = (Stage.Paying)Stages.Named("Paying Held").Stage;
        var follower = Followers.In(held with { ClearFrom = End.AddHours(1), DueAt = Make.Start }, Others);
        var early = new Outcome.IntentRecorded(1, End, new(End.AddTicks(-1), Replies.Known(follower)));
        Assert.Same(follower, Lifecycle.Apply(follower, early, End));
        var begun = Lifecycle.Apply(follower, early with { Check = new(End, Replies.Created) }, End);
        Assert.Equal((Followers.Id, "DropUnderWay"), (begun.Drop?.ValidationId, Stages.Describe(begun)));
        Assert.Equal(new Baseline(AccountStatus.Created, LastValidated: null), Stages.BaselineOf(begun));
    }

    private static string Cells(Validation validation) => Stages.Describe(validation).Split(' ')[0];
}
