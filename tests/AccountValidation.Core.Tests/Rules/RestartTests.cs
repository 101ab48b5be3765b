using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// A wait that a restart cut begins anew with its full length, whatever the clock shows after the restart.
/// </summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Unit = Make.Terms.ConfirmAfter;

    private static readonly TimeSpan Shift = TimeSpan.FromSeconds(7);

    private static readonly DateTimeOffset Due = Stages.Due;

    private static readonly Stage.Confirming Confirming = (Stage.Confirming)Stages.Named("Confirming").Stage;

    private static readonly Stage.Paying Paying = (Stage.Paying)Stages.Named("Paying").Stage;

    public static TheoryData<string> Names => [.. Stages.Names];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    public void Confirming_CutBetweenTwoChecks_WaitsTheWholeDistanceAnew(int equal, int units)
    {
        var stage = Confirming with { EqualChecks = equal };
        AssertUncut(stage, Due - (units * Unit));
        Assert.Equal(stage with { CountsFrom = Due + Shift }, Resumed(stage, Due - (units * Unit) + Shift));
        Assert.Equal(stage with { CountsFrom = Due.AddHours(73) + (units * Unit) }, Resumed(stage, Due.AddHours(73)));
    }

    // The request may be on its way for as long as the time-out, and only the stopwatch of a process that is gone says
    // how much of it is over.
    [Fact]
    public void Confirming_CutBeforeTheFirstCheck_WaitsTheTimeOutAndTheDistanceAnew()
    {
        var begun = Confirming.SendBefore - Make.Terms.JuspayTimeout;
        AssertUncut(Confirming, begun);
        Assert.Equal(
            Confirming with
            {
                SendBefore = Confirming.SendBefore + Shift,
                CountsFrom = Due + Shift,
            },
            Resumed(Confirming, begun + Shift));
    }

    [Theory]
    [InlineData("Paying")]
    [InlineData("Paying Again")]
    public void Paying_CutWhileTheTwoSecondsPass_WaitsThemAnew(string name)
    {
        var stage = Stages.Named(name).Stage;
        AssertUncut(stage, Due.AddSeconds(-2));
        Assert.Equal(Paying with { DueAt = Due + Shift }, Resumed(stage, Due.AddSeconds(-2) + Shift));
    }

    [Fact]
    public void Paying_OverABaselineThatHasNoDate_WaitsForNothing() =>
        AssertUncut(Paying with { Baseline = new(AccountStatus.Created, LastValidated: null) }, Due.AddHours(73));

    [Fact]
    public void Paying_CutAfterARefusal_WaitsUntilItsPennyWouldBeShown()
    {
        var held = (Stage.Paying)Stages.Named("Paying Held").Stage;
        AssertUncut(held, Due - (8 * Unit));
        Assert.Equal(
            held with
            {
                ClearFrom = Due + Shift,
                DueAt = Due + Shift,
            },
            Resumed(held, Due - (8 * Unit) + Shift));

        var asked = held with { DueAt = Due.AddHours(1) }; // Juspay asked to wait longer than that
        Assert.Equal(asked with { ClearFrom = Due + Shift }, Resumed(asked, Due - (8 * Unit) + Shift));
    }

    [Fact]
    public void BehindAndRefused_BeforeTheRestart_CountFromIt()
    {
        var checking = new Stage.Checking(Due, Failures: 1, RefusedAt: Due, BehindSince: Due);
        AssertUncut(checking, Due);
        Assert.Equal(
            checking with
            {
                RefusedAt = Due + Shift,
                BehindSince = Due + Shift,
            },
            Resumed(checking, Due + Shift));

        var paying = Paying with { DueAt = Due.AddHours(1), RefusedAt = Due, BehindSince = Due };
        AssertUncut(paying, Due);
        Assert.Equal(paying with { RefusedAt = Due + Shift, BehindSince = Due + Shift }, Resumed(paying, Due + Shift));
    }

    [Fact]
    public void Waiting_CutBeforeItsDropMustBeShown_WaitsForThatAnew()
    {
        var unseen = (Stage.Waiting)Stages.Named("Waiting Unseen").Stage with { UnchangedFrom = Due.AddHours(9) };
        var shown = unseen.VisibleBy!.Value;
        AssertUncut(unseen, shown - (8 * Unit));
        Assert.Equal(unseen with { VisibleBy = shown + Shift }, Resumed(unseen, shown - (8 * Unit) + Shift));
    }

    [Theory]
    [InlineData("Waiting Answered")]
    [InlineData("Waiting Seen")]
    public void Waiting_CutWhileNothingChanges_WaitsTheHourAnew(string name)
    {
        var waiting = (Stage.Waiting)Stages.Named(name).Stage;
        AssertUncut(waiting, Due);
        Assert.Equal(waiting with { UnchangedFrom = Due.AddHours(1) + Shift }, Resumed(waiting, Due + Shift));
    }

    [Theory]
    [InlineData("Checking")]
    [InlineData("DropUnderWay")]
    [InlineData("Waiting Adopted")]
    [InlineData("Waiting ProvedAbsent")]
    [InlineData("Waiting NotProved")]
    [InlineData("Settled")]
    public void WithoutAWait_AfterAnyTime_IsTheSameInstance(string name) =>
        AssertUncut(Stages.Named(name).Stage, Due.AddHours(73));

    [Theory]
    [MemberData(nameof(Names))]
    public void Settled_WithADropThatItLeft_LeavesItAsItWouldGoOnItself(string name)
    {
        var (before, since) = (Stages.Named(name), Due.AddHours(73));
        var settled = Lifecycle.Apply(before, new Signal.Cancel(), Due);
        var left = Stages.LeftBy(settled);
        Assert.Equal(left is null ? null : Resumed(left, since), Stages.LeftBy(Resumed(settled, since)));
        Assert.Equal(before.HasOpenDrop, Resumed(before, since).HasOpenDrop);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_OfAnyRestart_IsNeverSoonerAndIsReadTheSameAgain(string name)
    {
        var before = Stages.Named(name);
        foreach (var minutes in (int[])[-9999, -10, -5, -1, 0, 1, 60, 9999])
        {
            var after = Resumed(before, Due.AddMinutes(minutes));
            Assert.Same(after, Resumed(after, Due.AddMinutes(minutes)));
            Assert.True(
                Lifecycle.NextCheckAt(after) >= Lifecycle.NextCheckAt(before) || Lifecycle.NextCheckAt(before) is null);
            Assert.Equal(before with { Stage = after.Stage }, after);
        }
    }

    // The clock is 73 hours ahead after the restart: the last of four checks is due, and the time it stands for has not
    // passed.
    [Fact]
    public void Proof_CutBeforeItsLastCheck_IsMadeOnlyAfterItsWholeDistance()
    {
        var proof = new Story().Pay(Replies.Unclear);
        for (var check = 0; check < 3; check++)
        {
            proof.WhenDue().Check(Replies.Created);
        }

        var since = Make.Start.AddHours(71);
        var resumed = new Story(from: Resumed(proof.Validation, since), at: since).Check(Replies.Created);
        Assert.Equal(
            ("Confirming 3", 4 * Unit),
            (resumed.Stands, TimeSpan.FromSeconds(resumed.WaitsUntil) - (since - Make.Start)));
        Assert.Equal("Paying 0", resumed.WhenDue().Check(Replies.Created).Stands);
    }

    private static void AssertUncut(Stage stage, DateTimeOffset since)
    {
        var validation = Stages.Named("Checking") with { Stage = stage };
        Assert.Same(validation, Resumed(validation, since));
        Assert.Same(validation, Resumed(validation, since.AddHours(-1)));
    }

    private static Stage Resumed(Stage stage, DateTimeOffset since) =>
        Resumed(Stages.Named("Checking") with { Stage = stage }, since).Stage;

    private static Validation Resumed(Validation validation, DateTimeOffset since) =>
        Restarts.Resumed(validation, new(since, TrustedSince: DateTimeOffset.MinValue, StoreDoubt.None));
}
