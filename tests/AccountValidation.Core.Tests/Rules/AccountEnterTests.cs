using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A validation that starts while its account has an open penny drop follows it instead of paying.</summary>
public sealed class AccountEnterTests
{
    private static readonly DateTimeOffset Now = Stages.Due.AddSeconds(1);

    public static TheoryData<string> Open => [.. Stages.Names.Where(name => Stages.Named(name).HasOpenDrop)];

    public static TheoryData<string> Closed => ["Checking", "Checking Refused", "Paying", "Paying Again", "Settled"];

    [Theory]
    [MemberData(nameof(Open))]
    public void Enter_WithADropOpen_FollowsItWithItsBaselineAndAttempts(string stage)
    {
        var first = Stages.Named(stage);
        var follower = Followers.Of(Followers.After(stage), Now);
        Assert.Equal((Stages.Drop, true, 0), (follower.Drop, follower.PennyLeft, follower.ValidateAttempts));
        Assert.Equal(Stages.BaselineOf(first), Stages.BaselineOf(follower));
        Assert.Equal(first.UncertainAttempts + (first.Stage is Stage.DropUnderWay ? 1 : 0), follower.UncertainAttempts);
        Assert.Equal(
            [TimelineEvents.Accepted, TimelineEvents.Adopted], follower.Timeline.Entries.Select(line => line.Event));
        Assert.True(follower.HasOpenDrop);
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void Enter_WithNoDropOpen_BeginsWithACheck(string stage)
    {
        var account = Followers.After(stage);
        var entered = Followers.Of(account, Now);
        Assert.Null(account.OpenDrop);
        Assert.Equal(
            (new Stage.Checking(Now, Failures: 0), null, false), (entered.Stage, entered.Drop, entered.PennyLeft));
        Assert.Equal(new Step.DropPenny(1), Lifecycle.Next(entered, Now));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void Follower_OfAnyOpenDrop_ChecksAtOnceAndNeverPaysFirst(string stage)
    {
        var follower = Followers.Of(Followers.After(stage), Now);
        if (stage == "Paying Held")
        {
            // It may pay by the very check that clears the drop, whose time has come.
            Assert.Equal(new Step.DropPenny(1), Lifecycle.Next(follower, Now));
            Assert.Equal(Stages.Named(stage).Stage, follower.Stage);
            return;
        }

        Assert.Equal(new Step.Check(), Lifecycle.Next(follower, Now));
        var intent = new Outcome.IntentRecorded(1, Now, new(Now, Replies.Known(follower)));
        Assert.Same(follower, Lifecycle.Apply(follower, intent, Now));
    }

    [Fact]
    public void Follower_OfADropUnderWay_HoldsItForUncertainFromATimeOutAfterItsLastMoment()
    {
        var underWay = new Stage.DropUnderWay(Stages.Baseline, Now, Refusals: 0);
        var account = Followers.After(Stages.Named("DropUnderWay") with { Stage = underWay });
        var endedBy = Now + (Now - Stages.Drop.At);
        Assert.Equal(Following(endedBy, dueAt: Now), Followers.Of(account, Now).Stage);
        Assert.Equal(Following(endedBy, dueAt: endedBy), Followers.Of(account, endedBy).Stage);
        var late = endedBy.AddTicks(1);
        Assert.Equal(Following(late, dueAt: late), Followers.Of(account, late).Stage);
    }

    [Fact]
    public void Follower_OfADropUnderWay_WaitsTheTimeOutOfWhoSentIt()
    {
        var terms = Make.Terms with
        {
            JuspayTimeout = TimeSpan.FromSeconds(7),
            ConfirmAfter = TimeSpan.FromSeconds(11),
        };
        var following = Assert.IsType<Stage.Confirming>(
            Followers.Of(Followers.After("DropUnderWay"), Now, terms).Stage);
        Assert.Equal(
            (Stages.Due.AddSeconds(30), Stages.Due.AddSeconds(41)), (following.SendBefore, following.CountsFrom));
    }

    // A check that was brought forward proves presence, never absence.
    [Fact]
    public void Follower_OfAnUncertainDrop_CountsNothingByItsFirstCheckAndGoesOnWithTheCount()
    {
        var story = new Story().Pay(Replies.Unclear).WhenDue().Check(Replies.Created).WhenDue().Check(Replies.Created);
        var account = AccountRules.Keep(Account.Unknown, story.AtSecond(91).Cancel().Validation);
        var follower = Followers.Story(account, story.Now).Check(Replies.Created);
        Assert.Equal(("Confirming 2", 150.0), (follower.Stands, follower.WaitsUntil));
        Assert.Equal("Confirming 3", follower.WhenDue().Check(Replies.Created).Stands);
        Assert.Equal("Paying 0", follower.WhenDue().Check(Replies.Created).Stands);
        Assert.Equal(new Step.DropPenny(1), follower.Next);
    }

    [Fact]
    public void Follower_OfAWait_BacksOffAnewAndKeepsTheTimesOfTheDrop()
    {
        var wait = Assert.IsType<Stage.Waiting>(Stages.Named("Waiting Unseen").Stage);
        var account = Followers.After(Stages.Named("Waiting Unseen") with { Stage = wait with { Checks = 9 } });
        Assert.Equal(wait with { Checks = 0, DueAt = Now }, Followers.Of(account, Now).Stage);
    }

    [Fact]
    public void Follower_OfADropThatWasHeldOff_PaysNoSoonerThanItsClearCheck()
    {
        var account = AccountRules.Keep(Account.Unknown, new Story().Pay(Replies.Throttled).Cancel().Validation);
        var story = Followers.Story(account, Make.Start.AddSeconds(10));
        Assert.Equal(240, story.WaitsUntil);
        Assert.Equal("DropUnderWay", story.WhenDue().Intend(Replies.Created).Stands);
        Assert.Equal(Followers.Id, story.Validation.Drop?.ValidationId);
    }

    [Fact]
    public void Follower_UnderAPreset_CountsItsChecksFromTheDrop()
    {
        var npci = Make.Terms with { Recheck = Make.Recheck with { Preset = RecheckPreset.Npci } };
        Assert.Equal(
            (Stages.Drop.At, null),
            (
                Followers.Of(Followers.After("Confirming"), Now, npci).DropAt,
                Followers.Of(Followers.After("Confirming"), Now).DropAt));
    }

    [Theory]
    [InlineData("banh_kGvx5TGUmkRVC2dH", true)]
    [InlineData("BANH_kGvx5TGUmkRVC2dH", false)]
    public void Enter_OfAnAccountWithALastAnswer_TakesItForTheVerySameIdAlone(string id, bool isKnown)
    {
        var answer = new KnownAnswer(id, Juspay: null, Stages.Baseline);
        var entered = Followers.Of(Account.Unknown with { LastAnswer = answer }, Now);
        Assert.Equal(isKnown ? answer : null, entered.LastAnswer);
    }

    private static Stage.Confirming Following(DateTimeOffset endedBy, DateTimeOffset dueAt) => new(
        Stages.Baseline, endedBy, EqualChecks: 0, CountsFrom: endedBy + Make.Terms.ConfirmAfter, dueAt, Failures: 0);
}
