using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The circuit opened between a check and its POST: the check counts, and nothing was begun.</summary>
public sealed class NotBegunTests
{
    private static readonly Terms Fast =
        Make.Terms with { Recheck = Make.Recheck with { FirstDelay = TimeSpan.FromSeconds(1) } };

    [Fact]
    public void NotBegun_AfterAGoodCheck_KeepsItAndIsTriedLaterAsNoAttempt()
    {
        var story = new Story().NotBegin(Replies.Created);
        Assert.Equal(("Paying 1", 5.0), (story.Stands, story.WaitsUntil));
        var (checks, attempts) = (story.Validation.Checks, story.Validation.ValidateAttempts);
        Assert.Equal((1, 0, false), (checks, attempts, story.Validation.PennyLeft));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Fact]
    public void NotBegun_AgainAndAgain_BacksOff()
    {
        var story = new Story();
        double[] delays = [5, 8, 12.8, 20.48];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            story.NotBegin(Replies.Created);
            Assert.Equal(new Step.Wait(tried.AddSeconds(delay)), story.Next);
            story.WhenDue();
        }
    }

    // A back-off of a second must not cut the two seconds of a settled baseline short.
    [Fact]
    public void NotBegun_AfterTheFirstCheckOfASettledBaseline_StillWaitsTwoSeconds() =>
        Assert.Equal(2, new Story(Fast).NotBegin(Replies.Active).WaitsUntil);

    [Fact]
    public void NotBegun_AfterTheSecondCheckOfASettledBaseline_WaitsTheBackOff() =>
        Assert.Equal(3, new Story(Fast).Check(Replies.Active).WhenDue().NotBegin(Replies.Active).WaitsUntil);

    [Fact]
    public void NotBegun_AfterACheckThatShowsAnothersDrop_AdoptsIt()
    {
        var story = new Story().NotBegin(Replies.Pending);
        Assert.Equal(("Waiting Adopted", null), (story.Stands, story.Validation.CallFailure));
    }

    [Fact]
    public void NotBegun_AfterACheckOfAnAccountValidatedRecently_IsSettledAllTheSame() => Assert.Equal(
        "ACTIVE",
        new Story(Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) }).NotBegin(Replies.Active).Stands);

    [Fact]
    public void NotBegun_OfADropThatWasHeldOff_TakesTheClearCheckAndPaysAfterTheNext()
    {
        var story = new Story().Pay(Replies.Throttled).WhenDue().NotBegin(Replies.Created);
        Assert.Equal(("Paying 2", 248.0, true), (story.Stands, story.WaitsUntil, story.Validation.PennyLeft));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend().Stands);
    }

    [Fact]
    public void NotBegun_WithACancelOfAnEarlierVersion_CancelsAndTheCheckCounts()
    {
        var held = new Story().Pay(Replies.Throttled).WhenDue();
        var story = new Story(from: held.Validation.CancelRequested(), at: held.Now).NotBegin(Replies.Created);
        Assert.Equal(("CANCELLED cancelled", "nothing"), (story.Stands, story.Leaves));
    }

    [Theory]
    [InlineData("Confirming")]
    [InlineData("Waiting Seen")]
    [InlineData("Settled")]
    public void NotBegun_WhereNoPennyIsDue_ChangesNothing(string stage)
    {
        var before = Stages.Named(stage);
        var outcome = new Outcome.PennyDropEnded(null, Replies.NotAccepted, Check: new(Stages.Due, Replies.Created));
        Assert.Same(before, Lifecycle.Apply(before, outcome, Stages.Due));
    }
}
