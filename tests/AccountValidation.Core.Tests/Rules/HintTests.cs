using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;
using CsCheck;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A notification only brings the next look forward, at most one look per first delay, and proves nothing by itself.</summary>
public sealed class HintTests
{
    private static readonly TimeSpan FirstDelay = Make.Terms.Recheck.FirstDelay;

    [Fact]
    public void Hint_LongAfterTheLastLook_LooksAtOnce()
    {
        var story = Waiting(looks: 6).Pass(FirstDelay).Hint();
        Assert.Contains(TimelineEvents.Notified, story.Events);
        Assert.Equal("ACTIVE", story.Check(Replies.Active).Stands);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4.999)]
    public void Hint_SoonAfterTheLastLook_LooksOnceTheFirstDelayIsOver(double seconds)
    {
        var story = Waiting(looks: 6);
        var rested = story.Now + FirstDelay;
        Assert.Equal(new Step.Wait(rested), story.Pass(TimeSpan.FromSeconds(seconds)).Hint().Next);
        Assert.Equal("Waiting Seen", story.WhenDue().Check(Replies.Pending).Stands);
        Assert.Equal(rested, story.Validation.LastLookAt);
    }

    [Fact]
    public void Hint_AfterALookThatTookLong_CountsFromItsBeginning()
    {
        var story = Waiting(looks: 6).WhenDue();
        var begun = story.Now;
        story.Pass(TimeSpan.FromSeconds(3)).Apply(new Outcome.Checked(begun, Replies.Pending)).Hint();
        Assert.Equal(new Step.Wait(begun + FirstDelay), story.Next);
    }

    [Fact]
    public void Hint_WhenALookIsDueNoLater_PlansNothing()
    {
        var first = new Story();
        Assert.Equal(first.Validation with { AskedAt = Make.Start }, Lifecycle.Apply(first.Validation, new Signal.Hint(), Make.Start));
        var rested = new Story().Check(Replies.Pending);
        Assert.Same(rested.Validation, Lifecycle.Apply(rested.Validation, new Signal.Hint(), rested.Now));
        var due = Waiting(looks: 6).WhenDue();
        Assert.Equal(due.Validation with { AskedAt = due.Now }, Lifecycle.Apply(due.Validation, new Signal.Hint(), due.Now));
    }

    [Fact]
    public void Hint_FollowedByOthers_IsOneLook()
    {
        var hinted = Waiting(looks: 6).Hint();
        Assert.Same(hinted.Validation, Lifecycle.Apply(hinted.Validation, new Signal.Hint(), hinted.Now.AddSeconds(2)));
    }

    [Fact]
    public void Hint_DuringConfirmLooks_NeverProvesAbsence()
    {
        var story = new Story().Pay(Replies.Unclear);
        for (var second = 10; second < 60; second += 10)
        {
            Assert.Equal("Confirming 0", story.AtSecond(second).Hint().Check(Replies.Created).Stands);
        }

        Assert.Equal(60, story.WaitsUntil);
    }

    [Fact]
    public void Hint_DuringConfirmLooks_CanShowTheDrop() => Assert.Equal(
        "Waiting Seen",
        new Story().Pay(Replies.Unclear).AtSecond(45).Hint().Check(Replies.Pending).Stands);

    [Fact]
    public void Hint_UnderThePreset_LooksNoSoonerThanThePresetAllows()
    {
        var npci = Make.Terms with { Recheck = Make.Recheck with { Factor = 60, Preset = RecheckPreset.Npci } };
        var story = new Story(npci).Pay(Replies.Pending).AtSecond(90).Check(Replies.Pending);
        Assert.Equal("Waiting Seen", story.AtSecond(100).Hint().Check(Replies.Pending).Stands);
        story.WhenDue().Check(Replies.Pending);
        Assert.Equal(6 * 3600, story.AtSecond(800).Hint().WaitsUntil); // a fourth look is allowed two hours after the first: in peak hours
    }

    [Fact]
    public void HintFlood_WhileWaiting_MakesAtMostOneLookPerFirstDelay() => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 40]).Sample(
        (firstDelay, apart) =>
        {
            var recheck = Make.Recheck with { FirstDelay = TimeSpan.FromSeconds(firstDelay) };
            var (story, until) = (new Story(Make.Terms with { Recheck = recheck }).Check(Replies.Pending), Make.Start.AddHours(1));
            var looks = Flood(story, TimeSpan.FromSeconds(apart), until);
            Assert.InRange(looks, 1, (3600 / firstDelay) + 1);
        },
        iter: 100);

    [Fact]
    public void HintFlood_WhileConfirming_ProvesAbsenceNoSoonerThanTheSchedule()
    {
        var story = new Story().Pay(Replies.Unclear);
        var lastScheduled = Make.Start + Make.Terms.JuspayTimeout + (8 * Make.Terms.ConfirmAfter);
        var looks = Flood(story, TimeSpan.FromSeconds(1), lastScheduled.AddTicks(-1));
        Assert.Equal("Confirming 3", story.Stands);
        Assert.InRange(looks, 4, (270 / 5) + 4);
        Assert.Equal("Paying 0", story.At(lastScheduled).Check(Replies.Created).Stands);
    }

    private static int Flood(Story story, TimeSpan apart, DateTimeOffset until)
    {
        var looks = 0;
        for (var now = story.Now; now <= until; now += apart)
        {
            if (story.At(now).Hint().Next is Step.Check)
            {
                story.Check(story.Validation.Stage is Stage.Confirming ? Replies.Created : Replies.Pending);
                looks++;
            }
        }

        return looks;
    }

    private static Story Waiting(int looks)
    {
        var story = new Story().Pay(Replies.Pending);
        for (var look = 0; look < looks; look++)
        {
            story.WhenDue().Check(Replies.Pending);
        }

        return story;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AskedDuringALook_ItIsFollowedByAnotherAfterTheFirstDelay(bool byNotification)
    {
        var story = new Story().Pay(Replies.Pending).WhenDue();
        var startedAt = story.Now;
        story.Pass(TimeSpan.FromSeconds(2)).Signal(byNotification ? new Signal.Hint() : new Signal.Check());
        var noted = story.Validation;
        Assert.Same(noted, Lifecycle.Apply(noted, new Signal.Hint(), story.Now));

        story.Pass(TimeSpan.FromSeconds(1)).Apply(new Outcome.Checked(startedAt, Replies.Pending));

        Assert.Equal(new Step.Wait(startedAt + Make.Terms.Recheck.FirstDelay), story.Next);
        Assert.Null(story.Validation.AskedAt);
    }

    [Fact]
    public void AskedBeforeADueLookBegan_NoOtherFollows()
    {
        var story = new Story().Pay(Replies.Pending).WhenDue().Hint().Pass(TimeSpan.FromSeconds(1)).Check(Replies.Pending);
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
