using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>No event that has come is lost, whenever it comes.</summary>
public sealed class SignalTests
{
    private static readonly DateTimeOffset Due = Make.Start.AddSeconds(5);

    private static readonly string[] Names = [EventNames.Cancel, EventNames.Check, EventNames.Hint];

    [Fact]
    public void Turn_FromItsBeginning_WaitsForEveryEventOnce()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin();
        Assert.Equal(Names, orchestration.Turn.Events.Awaited);
        Assert.Equal(Names.Length, orchestration.Turn.Events.Waiters);
    }

    [Fact]
    public void Event_BetweenTwoTurns_IsTakenByTheNext()
    {
        var orchestration = Orchestration.Of(Make.Waiting(), until: Due).Raise(EventNames.Check).Begin();
        Assert.Equal([ActivityNames.CheckAccount], orchestration.Called);
    }

    [Fact]
    public void TwoEvents_BeforeATurn_AreBothApplied()
    {
        var orchestration = Orchestration
            .Of(Make.Waiting(), until: Due)
            .Raise(EventNames.Check, EventNames.Cancel)
            .Begin();
        orchestration.Answer(Reports.Checked(AccountStatus.Pending)); // the cancel came while the check was under way
        Assert.Equal([ActivityNames.CheckAccount, ActivityNames.Settle], orchestration.Called);
        Assert.Equal(
            ValidationStatus.Cancelled, StateElement.Read(orchestration.Turn.Activity.Request.State!.Value).Status);
    }

    [Fact]
    public void Event_AfterTheTurnHasEnded_GoesToTheNext()
    {
        var orchestration = Orchestration.Of(Make.Waiting(), until: Due).Begin().Raise(EventNames.Hint);
        Assert.True(orchestration.Turn.HasEnded);
        orchestration.Raise(EventNames.Check).Begin();
        Assert.Equal([ActivityNames.CheckAccount], orchestration.Called);
    }

    [Fact]
    public void EventsDuringAnActivity_AreAppliedBeforeWhatComesNext()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin();
        orchestration.Raise(EventNames.Check, EventNames.Cancel).Answer(Reports.Checked(AccountStatus.Created));

        // No penny: the cancel was there first.
        Assert.Equal([ActivityNames.DropPenny, ActivityNames.Settle], orchestration.Called);
    }

    [Fact]
    public void EventsTakenTogether_TheCancelIsAppliedFirst()
    {
        var orchestration = Orchestration.Of(Make.Waiting(), until: Due).Begin().FireTimer();
        orchestration
            .Raise(EventNames.Check, EventNames.Cancel)
            .Answer(Reports.Checked(AccountStatus.Pending, at: orchestration.Now));
        Assert.Equal([ActivityNames.CheckAccount, ActivityNames.Settle], orchestration.Called);
        var cancelled = StateElement.Read(orchestration.Turn.Activity.Request.State!.Value);
        // Nothing was left to check.
        Assert.DoesNotContain(cancelled.Timeline.Entries, entry => entry.Event == "check-requested");
    }

    [Fact]
    public void EventDuringAStep_IsAppliedBeforeTheNextIsDecided()
    {
        var orchestration = Orchestration.Of(Make.Waiting(), until: Due).Begin().FireTimer();
        orchestration.Raise(EventNames.Check).Answer(Reports.Checked(AccountStatus.Pending, at: orchestration.Now));

        // The check was made, and the event wants another.
        Assert.Equal([ActivityNames.CheckAccount, ActivityNames.CheckAccount], orchestration.Called);
        orchestration.Answer(Reports.Checked(AccountStatus.Pending, at: orchestration.Now));
        Assert.Contains(orchestration.NextState.Timeline.Entries, entry => entry.Event == "check-requested");
    }

    [Fact]
    public void EventsOfTheSameName_AreEachTaken()
    {
        var orchestration = Orchestration
            .Of(Make.Waiting(), until: Due)
            .Raise(EventNames.Check, EventNames.Check, EventNames.Check)
            .Begin();
        // One woke it, one has come to the waiter after that.
        Assert.Equal([EventNames.Check], orchestration.Turn.Events.Unprocessed);
        orchestration.Answer(Reports.Checked(AccountStatus.Pending));
        Assert.Empty(orchestration.Turn.Events.Unprocessed);
        Assert.Empty(orchestration.Turn.Events.Unapplied);
    }

    [Fact]
    public void Event_WithAnUnknownName_ChangesNothingAndIsCarriedOver()
    {
        var orchestration = Orchestration.Of(Make.Waiting(), until: Due).Raise("Unheard").Begin();
        Assert.Empty(orchestration.Called);
        Assert.Equal(
            ["Unheard"],
            orchestration.FireTimer().Answer(Reports.Checked(AccountStatus.Pending)).Begin().Turn.Events.Unprocessed);
    }

    [Fact]
    public void ContinueAsNew_Always_PreservesWhatNobodyHasTaken() =>
        Assert.True(
            Orchestration.Of(Make.Waiting(), until: Due).Begin().Raise(EventNames.Hint).Turn.Continued!.PreservesEvents
        );
}
