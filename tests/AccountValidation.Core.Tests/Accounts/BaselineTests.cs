using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>What a baseline can prove.</summary>
public sealed class BaselineTests
{
    [Theory]
    [InlineData(AccountStatus.Created, false, true)]
    [InlineData(AccountStatus.Pending, false, true)]
    [InlineData(AccountStatus.Active, true, false)]
    [InlineData(AccountStatus.Failure, true, false)]
    public void Baseline_WithoutADate_ProvesAbsenceOnlyWhenNotSettled(AccountStatus status, bool settled, bool canProve)
    {
        var baseline = Baseline.Of(Make.Account(status));
        Assert.Equal(settled, baseline.IsSettled);
        Assert.Equal(canProve, baseline.CanProveAbsence);
        Assert.True(Baseline.Of(Make.Account(status, Make.Start)).CanProveAbsence);
    }

    [Fact]
    public void SnapshotWithAnotherStatusOrDate_IsNotTheBaseline()
    {
        var baseline = new Baseline(AccountStatus.Failure, Make.Start);
        Assert.True(baseline.IsShownBy(Make.Account(AccountStatus.Failure, Make.Start)));
        Assert.False(baseline.IsShownBy(Make.Account(AccountStatus.Active, Make.Start)));
        Assert.False(baseline.IsShownBy(Make.Account(AccountStatus.Failure, Make.Start.AddSeconds(1))));
    }

    [Fact]
    public void SnapshotOfTheSameInstantInAnotherZone_IsTheBaseline() => Assert.True(
        new Baseline(AccountStatus.Failure, Make.Start).IsShownBy(Make.Account(AccountStatus.Failure, Make.Start.ToOffset(TimeSpan.FromHours(5.5)))));
}
