using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 1: an account validated within <c>ReuseWithin</c> is not paid again.</summary>
public sealed class ReuseTests
{
    private static readonly Terms OneDay = Make.Terms with { ReuseWithin = TimeSpan.FromDays(1) };

    private static readonly DateTimeOffset ADayAgo = Make.Start.AddDays(-1);

    [Fact]
    public void ActiveAccount_ValidatedExactlyAtTheLimit_IsReused()
    {
        var story = new Story(OneDay).Check(Make.Answer(AccountStatus.Active, ADayAgo));
        Assert.Equal(
            new Stage.Settled(ValidationStatus.Active, Make.Start, Reason: null, Reused: true), story.Validation.Stage);
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void ActiveAccount_ValidatedATickBeforeTheLimit_IsPaid() =>
        Assert.Equal(
            "Paying 0",
            new Story(OneDay).Check(Make.Answer(AccountStatus.Active, ADayAgo.AddTicks(-1))).Stands);

    [Fact]
    public void ActiveAccount_WithReuseOff_IsPaidHoweverRecent() =>
        Assert.Equal("Paying 0", new Story().Check(Make.Answer(AccountStatus.Active, Make.Start)).Stands);

    [Fact]
    public void ActiveAccount_WithoutADate_IsPaid() =>
        Assert.Equal("Paying 0", new Story(OneDay).Check(Make.Answer(AccountStatus.Active)).Stands);

    [Theory]
    [InlineData(5, "ACTIVE")]
    [InlineData(60 * 25, "Paying 0")]
    public void ActiveAccount_DatedInTheFuture_IsReusedOnlyWithinTheLimit(int minutesAhead, string expected) =>
        Assert.Equal(
            expected,
            new Story(OneDay).Check(Make.Answer(AccountStatus.Active, Make.Start.AddMinutes(minutesAhead))).Stands);

    [Fact]
    public void FailedAccount_ValidatedRecently_IsPaid() =>
        Assert.Equal("Paying 0", new Story(OneDay).Check(Make.Answer(AccountStatus.Failure, Make.Start)).Stands);

    [Fact]
    public void ActiveAccount_DatedAtTheEndsOfTime_IsPaid()
    {
        Assert.Equal(
            "Paying 0",
            new Story(OneDay).Check(Make.Answer(AccountStatus.Active, DateTimeOffset.MinValue)).Stands);
        Assert.Equal(
            "Paying 0",
            new Story(OneDay).Check(Make.Answer(AccountStatus.Active, DateTimeOffset.MaxValue)).Stands);
    }
}
