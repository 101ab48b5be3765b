using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;
using CsCheck;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// A notification only brings the next check forward, at most one check per first delay, and proves nothing by itself.
/// </summary>
public sealed class HintTests
{
    private static readonly TimeSpan FirstDelay = Make.Terms.Recheck.FirstDelay;

    [Fact]
    public void Hint_LongAfterTheLastCheck_ChecksAtOnce()
    {
        var story = Waiting(checks: 6).Pass(FirstDelay).Hint();
        Assert.Contains(TimelineEvents.Notified, story.Events);
        Assert.Equal("ACTIVE", story.Check(Replies.Active).Stands);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4.999)]
    public void Hint_SoonAfterTheLastCheck_ChecksOnceTheFirstDelayIsOver(double seconds)
    {
        var story = Waiting(checks: 6);
        var rested = story.Now + FirstDelay;
        Assert.Equal(new Step.Wait(rested), story.Pass(TimeSpan.FromSeconds(seconds)).Hint().Next);
        Assert.Equal("Waiting Seen", story.WhenDue().Check(Replies.Pending).Stands);
        Assert.Equal(rested, story.Validation.LastCheckAt);
    }

    [Fact]
    public void Hint_AfterACheckThatTookLong_CountsFromItsBeginning()
    {
        var story = Waiting(checks: 6).WhenDue();
        var begun = story.Now;
        story.Pass(TimeSpan.FromSeconds(3)).Apply(new Outcome.Checked(begun, Replies.Pending)).Hint();
        Assert.Equal(new Step.Wait(begun + FirstDelay), story.Next);
    }

    [Fact]
    public void Hint_WhenACheckIsDueNoLater_PlansNothing()
    {
        var first = new Story();
        Assert.Equal(
            first.Validation with
            {
                CheckRequestedAt = Make.Start,
            },
            Lifecycle.Apply(first.Validation, new Signal.Hint(), Make.Start));
        var rested = new Story().Check(Replies.Pending);
        Assert.Same(rested.Validation, Lifecycle.Apply(rested.Validation, new Signal.Hint(), rested.Now));
        var due = Waiting(checks: 6).WhenDue();
        Assert.Equal(
            due.Validation with
            {
                CheckRequestedAt = due.Now,
            },
            Lifecycle.Apply(due.Validation, new Signal.Hint(), due.Now));
    }

    [Fact]
    public void Hint_FollowedByOthers_IsOneCheck()
    {
        var hinted = Waiting(checks: 6).Hint();
        Assert.Same(hinted.Validation, Lifecycle.Apply(hinted.Validation, new Signal.Hint(), hinted.Now.AddSeconds(2)));
    }

    [Fact]
    public void Hint_DuringConfirmChecks_NeverProvesAbsence()
    {
        var story = new Story().Pay(Replies.Unclear);
        for (var second = 10; second < 60; second += 10)
        {
            Assert.Equal("Confirming 0", story.AtSecond(second).Hint().Check(Replies.Created).Stands);
        }

        Assert.Equal(60, story.WaitsUntil);
    }

    [Fact]
    public void Hint_DuringConfirmChecks_CanShowTheDrop() => Assert.Equal(
        "Waiting Seen",
        new Story().Pay(Replies.Unclear).AtSecond(45).Hint().Check(Replies.Pending).Stands);

    [Fact]
    public void Hint_UnderThePreset_ChecksNoSoonerThanThePresetAllows()
    {
        var npci = Make.Terms with { Recheck = Make.Recheck with { Factor = 60, Preset = RecheckPreset.Npci } };
        var story = new Story(npci).Pay(Replies.Pending).AtSecond(90).Check(Replies.Pending);
        Assert.Equal("Waiting Seen", story.AtSecond(100).Hint().Check(Replies.Pending).Stands);
        story.WhenDue().Check(Replies.Pending);
        // A fourth check is allowed two hours after the first: in peak hours.
        Assert.Equal(6 * 3600, story.AtSecond(800).Hint().WaitsUntil);
    }

    [Fact]
    public void HintFlood_WhileWaiting_MakesAtMostOneCheckPerFirstDelay() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 40])
            .Sample(
                (firstDelay, apart) =>
                {
                    var recheck = Make.Recheck with { FirstDelay = TimeSpan.FromSeconds(firstDelay) };
                    var (story, until) = (
                        new Story(Make.Terms with { Recheck = recheck }).Check(Replies.Pending),
                        Make.Start.AddHours(1));
                    var checks = Flood(story, TimeSpan.FromSeconds(apart), until);
                    Assert.InRange(checks, 1, (3600 / firstDelay) + 1);
                },
                iter: 100);

    [Fact]
    public void HintFlood_WhileConfirming_ProvesAbsenceNoSoonerThanTheSchedule()
    {
        var story = new Story().Pay(Replies.Unclear);
        var lastScheduled = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        var checks = Flood(story, TimeSpan.FromSeconds(1), lastScheduled.AddTicks(-1));
        Assert.Equal("Confirming 3", story.Stands);
        Assert.InRange(checks, 4, (270 / 5) + 4);
        Assert.Equal("Paying 0", story.At(lastScheduled).Check(Replies.Created).Stands);
    }

    private static int Flood(Story story, TimeSpan apart, DateTimeOffset until)
    {
        var checks = 0;
        for (var now = story.Now; now <= until; now += apart)
        {
            if (story.At(now).Hint().Next is Step.Check)
            {
                story.Check(story.Validation.Stage is Stage.Confirming ? Replies.Created : Replies.Pending);
                checks++;
            }
        }

        return checks;
    }

    private static Story Waiting(int checks)
    {
        var story = new Story().Pay(Replies.Pending);
        for (var check = 0; check < checks; check++)
        {
            story.WhenDue().Check(Replies.Pending);
        }

        return story;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RequestedDuringACheck_ItIsFollowedByAnotherAfterTheFirstDelay(bool byNotification)
    {
        var story = new Story().Pay(Replies.Pending).WhenDue();
        var startedAt = story.Now;
        story.Pass(TimeSpan.FromSeconds(2)).Signal(byNotification ? new Signal.Hint() : new Signal.Check());
        var noted = story.Validation;
        Assert.Same(noted, Lifecycle.Apply(noted, new Signal.Hint(), story.Now));

        story.Pass(TimeSpan.FromSeconds(1)).Apply(new Outcome.Checked(startedAt, Replies.Pending));

        Assert.Equal(new Step.Wait(startedAt + Make.Terms.Recheck.FirstDelay), story.Next);
        Assert.Null(story.Validation.CheckRequestedAt);
    }

    [Fact]
    public void RequestedBeforeADueCheckBegan_NoOtherFollows()
    {
        var story = new Story()
            .Pay(Replies.Pending)
            .WhenDue()
            .Hint()
            .Pass(TimeSpan.FromSeconds(1))
            .Check(Replies.Pending);
        var unasked = new Story().Pay(Replies.Pending).WhenDue().Pass(TimeSpan.FromSeconds(1)).Check(Replies.Pending);
        Assert.Equal(unasked.Next, story.Next);
    }

    [Fact]
    public void Hint_WhileJuspayAskedToWait_ComesNoSooner()
    {
        var story = new Story().Pay(Replies.Pending).WhenDue()
            .Check(new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(1)));
        var planned = story.Next;
        Assert.Equal(planned, story.Pass(TimeSpan.FromMinutes(1)).Hint().Next);
        Assert.IsType<Step.Check>(story.AskForCheck().Next);
    }
}
