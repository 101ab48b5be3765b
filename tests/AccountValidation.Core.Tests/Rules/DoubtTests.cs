using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Rule 8: an answer from a time that the store may not know counts as the validation's own; after a restore nothing is
/// paid at once.
/// </summary>
public sealed class DoubtTests
{
    private static readonly DoubtWindow Window = new(
        Make.Start.AddHours(-2), Make.Start.AddMinutes(-1), Make.Start.AddHours(72));

    [Theory]
    [InlineData(AccountStatus.Active, -120, "ACTIVE")]
    [InlineData(AccountStatus.Active, -1, "ACTIVE")]
    [InlineData(AccountStatus.Failure, -60, "FAILURE account_failed_validation")]
    [InlineData(AccountStatus.Active, -120.1, "Paying 0")]
    [InlineData(AccountStatus.Active, -0.9, "Paying 0")]
    [InlineData(AccountStatus.Failure, -121, "Paying 0")]
    public void Answer_ThatIsNews_SettlesWhenItIsFromTheWindow(AccountStatus status, double minutes, string expected)
    {
        var story = In(Window).Check(Make.Answer(status, Make.Start.AddMinutes(minutes)));
        Assert.Equal(expected, story.Stands);
        Assert.Equal(0, story.Validation.ValidateAttempts);
        Assert.Equal(expected[0] != 'P', story.Validation.Stage is Stage.Settled { Reused: true });
    }

    [Fact]
    public void Answer_FromAnyOfTheWindows_Settles()
    {
        var other = new DoubtWindow(Make.Start.AddDays(-9), Make.Start.AddDays(-8), Make.Start.AddHours(1));
        Assert.Equal(
            "ACTIVE",
            In(other, Window).Check(Make.Answer(AccountStatus.Active, Make.Start.AddDays(-8.5))).Stands);
    }

    [Fact]
    public void Answer_WithoutADate_IsTheBaselineAsEver() =>
        Assert.Equal("Paying 0", In(Window).Check(Make.Answer(AccountStatus.Active)).Stands);

    [Fact]
    public void Account_ThatShowsNoAnswer_IsPaid() =>
        Assert.Equal("DropUnderWay", In(Window).Intend(Replies.Created).Stands);

    [Fact]
    public void Answer_ThatTheStoreKnows_IsTheBaseline()
    {
        var at = Make.Start.AddHours(-1);
        var known = Make.Accepted() with
        {
            LastAnswer = new(Make.Request.CustomerAccountId, Juspay: null, new(AccountStatus.Active, at)),
        };
        Assert.Equal("Paying 0", In(known, Window).Check(Make.Answer(AccountStatus.Active, at)).Stands);
        Assert.Equal("ACTIVE", In(known, Window).Check(Make.Answer(AccountStatus.Active, at.AddSeconds(1))).Stands);
    }

    [Theory]
    [InlineData(-1, "ACTIVE")]
    [InlineData(0, "Paying 0")]
    public void Window_ForValidationsThatWereAcceptedBefore_CountsNoLonger(int ticks, string expected)
    {
        var accepted = Make.Accepted() with { CreatedAt = Window.Until.AddTicks(ticks) };
        Assert.Equal(
            expected, In(accepted, Window).Check(Make.Answer(AccountStatus.Active, Make.Start.AddHours(-1))).Stands);
    }

    // Shown before the window was opened, and other than what is shown now.
    [Fact]
    public void Answer_OtherThanTheBaselineOfAnEarlierProcess_Settles()
    {
        var paying = new Story().Check(Make.Answer(AccountStatus.Active, Make.Start.AddDays(-3))).Validation;
        Assert.Equal(
            "FAILURE account_failed_validation",
            In(paying, Window).WhenDue().Check(Make.Answer(AccountStatus.Failure, Make.Start.AddHours(-1))).Stands);
        Assert.Equal("DropUnderWay", In(paying, Window).WhenDue().Intend().Stands);
    }

    [Fact]
    public void PaysFrom_AnyAccount_ChecksAtOnceAndPaysThen()
    {
        var story = Held(Make.Accepted()).Check(Replies.Created);
        Assert.Equal(("Paying 0", 270.0), (story.Stands, story.WaitsUntil));
        Assert.Equal("DropUnderWay", story.WhenDue().Intend(Replies.Created).Stands);
    }

    [Fact]
    public void PaysFrom_SettledBaseline_IsNotShortenedByTheTwoSeconds()
    {
        Assert.Equal(270, Held(Make.Accepted()).Check(Replies.Active).WaitsUntil);
        var late = Held(Make.Accepted()).AtSecond(269);
        Assert.Equal(271, late.Check(Make.Answer(AccountStatus.Active, Make.Start.AddDays(-1))).WaitsUntil);
    }

    [Fact]
    public void PaysFrom_ProofOfAbsenceFromBefore_WaitsAll()
    {
        var paying = Held(new Story().Check(Replies.Active).Validation).WhenDue();
        Assert.Equal(270, paying.Check(Replies.Active).WaitsUntil);
        Assert.Equal("DropUnderWay", paying.WhenDue().Intend().Stands);
    }

    [Fact]
    public void Doubt_OfAStore_IsNoPartOfAStoredState()
    {
        var doubted = In(Window).Validation;
        Assert.Equal(StateJson.Serialize(Make.Accepted()), StateJson.Serialize(doubted));
        Assert.Same(StoreDoubt.None, StateJson.Deserialize(StateJson.Serialize(doubted)).Doubt);
    }

    private static Story In(params IReadOnlyList<DoubtWindow> windows) => In(Make.Accepted(), windows);

    private static Story In(Validation validation, params IReadOnlyList<DoubtWindow> windows) =>
        new(from: validation with { Doubt = new(windows) });

    private static Story Held(Validation validation) =>
        new(from: validation with { Doubt = new([], Make.Start.AddSeconds(270)) });
}
