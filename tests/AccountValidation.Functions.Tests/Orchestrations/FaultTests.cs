using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Functions.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>An activity that fails is our own fault, not the customer's: it is tried again, ever more seldom.</summary>
public sealed class FaultTests
{
    [Fact]
    public void ActivityThatFails_EndsTheTurn_AndTheSameStepFollowsAfterAPause()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin().Fail();
        Assert.Equal(Make.Start.AddSeconds(5), orchestration.Next.WaitUntil);
        Assert.Equal(1, orchestration.Next.Failures);
        orchestration.Begin();
        Assert.Empty(orchestration.Called);
        Assert.Equal([ActivityNames.DropPenny], orchestration.FireTimer().Called);
    }

    [Fact]
    public void PennyDropThatFails_IsAskedForUnderTheSameNumber()
    {
        var orchestration = Orchestration
            .Of(Make.Accepted())
            .Begin()
            .Answer(Reports.Checked(AccountStatus.Created))
            .Fail()
            .Begin()
            .FireTimer();
        Assert.Equal([ActivityNames.DropPenny], orchestration.Called);
        Assert.Equal(1, orchestration.Turn.Activity.Request.Number);
    }

    [Fact]
    public void Pauses_AreDoubledUpToFiveMinutes()
    {
        int[] expected = [5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300, 300, 300];
        var orchestration = Orchestration.Of(Make.Accepted());
        foreach (var seconds in expected)
        {
            orchestration.Begin();
            if (orchestration.Turns > 1)
            {
                orchestration.FireTimer();
            }

            orchestration.Fail();
            Assert.Equal(TimeSpan.FromSeconds(seconds), orchestration.Next.WaitUntil - orchestration.Now);
        }
    }

    [Fact]
    public void Success_ForgetsTheFailures()
    {
        var orchestration = Orchestration
            .Of(Make.Accepted())
            .Begin()
            .Fail()
            .Begin()
            .FireTimer()
            .Fail()
            .Begin()
            .FireTimer();
        orchestration.Answer(Reports.Checked(AccountStatus.Pending, at: orchestration.Now));
        Assert.Equal(0, orchestration.Next.Failures);
        Assert.Equal(
            TimeSpan.FromSeconds(5), orchestration.Begin().FireTimer().Fail().Next.WaitUntil - orchestration.Now);
    }

    [Fact]
    public void EventDuringAnActivityThatFails_IsNotLost()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin().Raise("Cancel").Fail();
        Assert.True(orchestration.NextState.IsSettled);
        Assert.Equal([ActivityNames.Settle], orchestration.Begin().FireTimer().Called);
    }

    // Too many callbacks are on their way to that receiver: nothing is wrong, and nothing is logged.
    [Fact]
    public void StepForWhichThereIsNoPermit_IsRequestedAgainAfterPausesOfAtMostFortySeconds()
    {
        var orchestration = Orchestration.Of(Make.Settled(), isRecorded: true).Begin();
        int[] expected = [5, 10, 20, 40, 40, 40];
        foreach (var seconds in expected)
        {
            orchestration.Answer(new StepReport(IsBusy: true));
            Assert.Equal(TimeSpan.FromSeconds(seconds), orchestration.Next.WaitUntil - orchestration.Now);
            Assert.Equal([ActivityNames.DeliverCallback], orchestration.Begin().FireTimer().Called);
        }

        Assert.Empty(orchestration.Log.Lines);
    }

    [Fact]
    public void StepForWhichThereWillBeAPermit_IsRequestedAgainThen()
    {
        var orchestration = Orchestration
            .Of(Make.Accepted())
            .Begin()
            .Answer(new StepReport(IsBusy: true, ComeAgainAfter: TimeSpan.FromSeconds(33)));
        Assert.Equal(
            (TimeSpan.FromSeconds(33), 0),
            (orchestration.Next.WaitUntil - orchestration.Now, orchestration.Next.Failures));
        Assert.Equal([ActivityNames.DropPenny], orchestration.Begin().FireTimer().Called);
    }

    // An activity of a newer version, while both are running.
    [Theory]
    [InlineData("""{"outcome":{"kind":"dreamt"},"state":null,"isOver":false}""")]
    [InlineData("""{"outcome":null,"state":{"version":99,"validation":{}},"isOver":false}""")]
    public void ReportThatCannotBeRead_IsAFailure(string report)
    {
        var orchestration = Orchestration
            .Of(Make.Accepted())
            .Begin()
            .Answer(System.Text.Json.JsonSerializer.Deserialize<StepReport>(report)!);
        Assert.Equal((1, false), (orchestration.Next.Failures, orchestration.Next.IsRecorded));
        Assert.Contains(
            nameof(StateFormatException), Assert.Single(orchestration.Log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_IsLoggedWithIdsAndTheKindOfFaultOnly()
    {
        var (level, text) = Assert.Single(
            Orchestration.Of(Make.Accepted()).Begin().Fail("StoreUnavailableException").Log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Equal(
            $"DropPenny of validation {Make.Id} failed, 1 times in a row: StoreUnavailableException. The "
            + $"orchestration retries the step.",
            text);
    }
}
