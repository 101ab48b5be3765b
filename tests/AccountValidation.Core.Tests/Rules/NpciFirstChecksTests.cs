using System.Globalization;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The preset <c>Npci</c> neither counts nor delays checks before the penny.</summary>
public sealed class NpciFirstChecksTests
{
    private static readonly Terms Terms =
        Make.Terms with { Recheck = Make.Recheck with { Preset = RecheckPreset.Npci } };

    private static readonly DateTimeOffset InThePeak = India("2026-11-23T11:00:00");

    [Fact]
    public void FirstPair_InThePeak_IsMadeAtOnceHoweverLate()
    {
        Assert.Equal(new Step.DropPenny(1), StoryAt(InThePeak).Next);
        Assert.Equal(new Step.DropPenny(1), StoryAt(InThePeak.AddHours(-5)).At(InThePeak).Next);
    }

    [Fact]
    public void SecondCheckOfASettledBaseline_InThePeak_ComesAfterTwoSeconds()
    {
        var story = StoryAt(InThePeak).Check(Replies.Active);
        Assert.Equal(InThePeak.AddSeconds(2), Assert.IsType<Step.Wait>(story.Next).Until);
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Fact]
    public void FailedChecks_InThePeak_BackOffAsUsualAndAreNotCounted()
    {
        var story = StoryAt(InThePeak);
        double[] delays = [5, 8, 12.8, 20.48, 32.768];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            Assert.Equal(tried.AddSeconds(delay), Assert.IsType<Step.Wait>(story.Check(Replies.Unclear).Next).Until);
            story.WhenDue();
        }

        Assert.Null(story.Intend().Validation.RecentChecks);
    }

    [Fact]
    public void NextPair_AfterDropsThatWereNotSent_IsNeitherDelayedNorCounted()
    {
        var story = StoryAt(InThePeak);
        double[] delays = [5, 8, 12.8, 20.48, 32.768];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            Assert.Equal(tried.AddSeconds(delay), Assert.IsType<Step.Wait>(story.Pay(Replies.NotAccepted).Next).Until);
            story.WhenDue();
        }

        Assert.Null(story.Check(Replies.Unclear).Validation.RecentChecks);
    }

    [Fact]
    public void FirstCheckAfterThePenny_OfOneThatWasCheckedOften_ComesNinetySecondsAfterItsIntent()
    {
        var story = StoryAt(India("2026-11-23T07:00:00"));
        for (var check = 0; check < 5; check++)
        {
            story.Check(Replies.Unclear).WhenDue();
        }

        var paid = story.Now;
        story.Pay(Replies.Pending);
        Assert.Equal(paid.AddSeconds(90), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    // From here on the check of a pair asks about the earlier transaction.
    [Fact]
    public void NextPair_AfterADropThatWasHeldOff_WaitsForTheEndOfThePeak()
    {
        var story = StoryAt(India("2026-11-23T09:58:00")).Pay(Replies.Throttled);
        Assert.Equal(India("2026-11-23T13:00:00"), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    [Fact]
    public void NextPair_AfterADropThatWasProvedAbsent_IsCountedToo()
    {
        var story = StoryAt(India("2026-11-23T00:00:00")).Pay(Replies.Unclear);
        var second = story.WhenDue().Check(Replies.Created).WhenDue().Now;
        story.Check(Replies.Created).WhenDue().Check(Replies.Created).WhenDue().Check(Replies.Created);
        Assert.Equal("Paying 0", story.Stands);
        Assert.Equal(second.AddHours(2), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    private static DateTimeOffset India(string time) =>
        DateTimeOffset.Parse(time + "+05:30", CultureInfo.InvariantCulture);

    private static Story StoryAt(DateTimeOffset at) =>
        new(from: Lifecycle.Accept(Make.Id, Make.Request, Terms, at), at: at);
}
