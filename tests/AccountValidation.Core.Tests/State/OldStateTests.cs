using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>
/// What earlier versions stored does not say whether a POST has left. It goes on by today's rules, as the most cautious
/// of what it may mean.
/// </summary>
public sealed class OldStateTests
{
    private static readonly JuspayReply Known = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-9));

    private static readonly JuspayReply Older = Make.Answer(AccountStatus.Failure, Make.Start.AddDays(-10));

    public static TheoryData<string> AfterADrop =>
        ["waiting-unseen", "waiting-answered", "waiting-seen", "waiting-notified"];

    [Theory]
    [InlineData("looking", false)]
    [InlineData("waiting-adopted", false)]
    [InlineData("settled-reused", false)]
    [InlineData("paying", true)]
    [InlineData("in-flight", true)]
    [InlineData("confirming", true)]
    [InlineData("settled-active", true)]
    public void OldState_Always_CountsEveryAttemptAsAPostThatMayHaveLeft(string name, bool hasLeft) =>
        Assert.Equal((hasLeft, hasLeft), (Load(name).HasSentPenny, Load(name).PennyLeft));

    [Fact]
    public void OldChecking_Always_GoesOnAsBeforeThePenny() => Assert.Equal(
        "REJECTED unknown_account",
        From("looking").WhenDue().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown).Stands);

    // The earlier attempt may have been a 429 of this very minute.
    [Fact]
    public void OldPaying_Always_PaysOnlyAfterACheckThatWouldShowTheEarlierDrop()
    {
        var story = From("paying").WhenDue();
        var mayShowFrom = story.Now + (8 * Make.Terms.ConfirmAfter);
        story.Check(Known);
        Assert.Equal(new Step.Wait(mayShowFrom), story.Next);
        Assert.Equal(("DropUnderWay", 2), (story.WhenDue().Intend().Stands, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void OldPaying_ThatShowsNews_TakesItForTheEarlierDrop() =>
        Assert.Equal("ACTIVE", From("paying").WhenDue().Check(Replies.Active).Stands);

    [Fact]
    public void OldPaying_Cancelled_LeavesThatCheckToTheAccount()
    {
        var story = From("paying");
        var held = story.Validation.Stage;
        Assert.Equal(("CANCELLED cancelled", held), (story.Cancel().Stands, Stages.LeftBy(story.Validation)));
        Assert.NotNull(Assert.IsType<Stage.Paying>(held).ClearFrom);
    }

    [Fact]
    public void OldPaying_Always_IsNeitherRejectedNorGivenAnOlderBaseline()
    {
        var story = From("paying");
        for (var check = 0; check < 20; check++)
        {
            story.WhenDue().Check(check % 2 == 0 ? Replies.Unknown : Older);
        }

        Assert.Equal(Make.Start.AddDays(-9), Stages.BaselineOf(story.Validation)?.LastValidated);
        Assert.Equal("Waiting NotProved", story.WhenDue().Pay(Replies.BadRequest).Stands);
    }

    [Fact]
    public void OldUnderWay_ThatIsRefusedOrLost_LeavesOnlyChecksOrIsConfirmed()
    {
        Assert.Equal("Waiting NotProved", From("in-flight").Reply(Replies.BadRequest).Stands);
        Assert.Equal("Confirming 0", From("in-flight").Reply(Replies.Unclear).Stands);
    }

    [Fact]
    public void OldConfirming_OfAFailure_ProvesNothing()
    {
        var story = From("confirming");
        for (var check = 1; check < 4; check++)
        {
            story.WhenDue().Check(Known);
        }

        Assert.Equal(("Waiting NotProved", 1), (story.Stands, story.Validation.ValidateAttempts));
    }

    // An earlier version took the baseline for the answer once it had seen something else.
    [Theory]
    [MemberData(nameof(AfterADrop))]
    public void OldWaiting_ThatShowsTheBaseline_IsAnsweredByItOnlyAnHourLater(string name)
    {
        var story = From(name).WhenDue().Check(Known);
        var first = story.Now;
        Assert.Equal(ValidationStatus.Pending, story.Validation.Status);
        Assert.Equal(ValidationStatus.Pending, story.At(first.AddMinutes(59)).Check(Known).Validation.Status);
        Assert.Equal(ValidationStatus.Failure, story.At(first.AddMinutes(80)).Check(Known).Validation.Status);
        Assert.True(Assert.IsType<Stage.Settled>(story.Validation.Stage).Unchanged);
    }

    [Fact]
    public void OldWaitingAdopted_WithNothingKnown_TakesWhatSettles() =>
        Assert.Equal("FAILURE account_failed_validation", From("waiting-adopted").WhenDue().Check(Known).Stands);

    private static Story From(string name)
    {
        var loaded = Load(name);
        return new(from: loaded, at: loaded.Timeline.Entries[^1].LastAt);
    }

    private static Validation Load(string name) =>
        StateJson.Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json")));
}
