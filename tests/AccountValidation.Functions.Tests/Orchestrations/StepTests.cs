using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>A turn performs the step that was decided for it, and decides the next.</summary>
public sealed class StepTests
{
    [Fact]
    public void Validation_AnsweredAtOnce_GoesOnWithoutAWaitFromTheCheckToTheDeliveredCallback()
    {
        var outside = new Outside(Make.Accepted());
        var orchestration = Orchestration.Of(outside.Row).Begin();
        while (!orchestration.Turn.HasEnded)
        {
            orchestration.Answer(outside.Perform(orchestration.Turn.Activity, orchestration.Now));
        }

        Assert.Equal(
            [ActivityNames.DropPenny, ActivityNames.Settle, ActivityNames.DeliverCallback], orchestration.Called);
        Assert.Null(orchestration.Turn.Continued);
        Assert.Empty(orchestration.Timers);
        Assert.Equal(
            """{"status":"ACTIVE","reasonCode":null,"juspayErrorCode":null,"settledAt":"2026-11-22T10:00:00Z"}""",
            orchestration.Turn.Output!.Value.GetRawText());
    }

    [Fact]
    public void PennyDrop_IsAskedForWithItsNumberAndTheStateThatLedToIt()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin().Answer(Reports.Checked(AccountStatus.Created));
        var request = orchestration.Turn.Activity.Request;
        Assert.Equal(ActivityNames.DropPenny, orchestration.Turn.Activity.Name);
        Assert.Equal((Make.Id, Make.Id, 1), (request.ValidationId, request.Instance, request.Number));
        Assert.IsType<Stage.Paying>(StateElement.Read(request.State!.Value).Stage);
    }

    [Fact]
    public void Validation_ThatIsPending_EndsItsTurnUntilTheNextCheck()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin();
        orchestration.Answer(Reports.Dropped(AccountStatus.Pending));
        Assert.Equal(Make.Start.AddSeconds(5), orchestration.Next.WaitUntil);
        Assert.IsType<Stage.Waiting>(orchestration.NextState.Stage);
        Assert.Null(orchestration.Turn.Output);
        Assert.Equal([Make.Start.AddSeconds(6)], orchestration.Begin().Turn.Timers.Select(timer => timer.FireAt));
    }

    [Fact]
    public void NextTurn_KeepsWhatTheInstanceIs()
    {
        const string Span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var first = Turn.Of(Make.Id, Make.Waiting(), isRecorded: false, Make.Start) with { TraceParent = Span };
        var orchestration = new Orchestration(first.ToJson()).Begin().FireTimer();
        Assert.Equal(Span, orchestration.Turn.Activity.Request.TraceParent);
        orchestration.Answer(Reports.Checked(AccountStatus.Pending, at: orchestration.Now));
        Assert.Equal(
            first with
            {
                WaitUntil = null,
                State = default,
            },
            orchestration.Next with
            {
                WaitUntil = null,
                State = default,
            });
    }

    // So no rule is run again over what it has led to, and no version can contradict another in the middle of a turn.
    [Fact]
    public void EveryStep_IsATurnOfItsOwn_AndTheNextOneIsInItsInput()
    {
        var outside = new Outside(Make.Accepted());
        var orchestration = new Orchestration(Orchestration.InputOf(outside.Row)) { GoesOn = false }.Begin();
        var decided = new List<string?>();
        do
        {
            orchestration.Answer(outside.Perform(orchestration.Turn.Activity, orchestration.Now));
            Assert.Single(orchestration.Turn.Activities);
            decided.Add(orchestration.Turn.Continued is null ? null : orchestration.Next.Decided?.Activity);
        }
        while (decided[^1] is not null && orchestration.Begin() is not null);

        Assert.Equal([ActivityNames.Settle, ActivityNames.DeliverCallback, null], decided);
    }

    // What another version decided is done; the activity itself knows whether it is still due.
    [Fact]
    public void StepInTheInput_IsPerformed_WhateverTheRulesSayNow()
    {
        var turn = Turn.Of(Make.Id, Make.Settled(), isRecorded: false, Make.Start)
            .Deciding(new NextAction.Activity(ActivityNames.DropPenny, new Step.DropPenny(1)));

        Assert.Equal([ActivityNames.DropPenny], new Orchestration(turn.ToJson()).Begin().Called);
    }

    [Fact]
    public void StepThatWasNotDueThere_EndsTheTurnAndRests()
    {
        var orchestration = Orchestration.Of(Make.Accepted()).Begin().Answer(Reports.Overtaken());

        Assert.Equal([ActivityNames.DropPenny], orchestration.Called);
        Assert.Equal(Make.Start.AddSeconds(1), orchestration.Next.WaitUntil);
        Assert.Equal(0, orchestration.Next.Failures);
    }

    [Fact]
    public void SettlementInTheRow_IsWhatCountsFromThenOn()
    {
        var recorded = Lifecycle.Apply(Make.Accepted(), new Signal.Cancel(), Make.Start); // another was faster
        var orchestration = Orchestration.Of(Make.Settled()).Begin().Answer(Reports.Row(recorded));
        var request = orchestration.Turn.Activity.Request;
        Assert.Equal([ActivityNames.Settle, ActivityNames.DeliverCallback], orchestration.Called);
        Assert.Null(request.State);
        Assert.Equal(1, request.Number); // the round

        orchestration.Answer(
            Reports.Row(Lifecycle.Apply(recorded, new Outcome.CallbackAttempted(1, new(204)), Make.Start)));
        Assert.Contains("CANCELLED", orchestration.Turn.Output!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckOfOneThatACallerHasCancelled_GoesOnWithItsCallback()
    {
        var cancelled = Lifecycle.Apply(Make.Waiting(), new Signal.Cancel(), Make.Start);
        var orchestration = Orchestration.Of(Make.Waiting(), until: Make.Start.AddSeconds(5)).Begin().FireTimer();

        orchestration.Answer(Reports.Row(cancelled));

        Assert.Equal([ActivityNames.CheckAccount, ActivityNames.DeliverCallback], orchestration.Called);
        Assert.Null(orchestration.Turn.Activity.Request.State);
    }

    [Fact]
    public void CallbackThatIsRefused_WaitsForItsNextAttempt()
    {
        var settled = Make.Settled();
        var orchestration = Orchestration.Of(settled).Begin().Answer(Reports.Row(settled));
        orchestration.Answer(
            Reports.Row(Lifecycle.Apply(settled, new Outcome.CallbackAttempted(1, new(503)), Make.Start)));
        Assert.True(orchestration.Next.IsRecorded);
        Assert.NotNull(orchestration.Next.WaitUntil);
        Assert.Equal([ActivityNames.DeliverCallback], orchestration.Begin().FireTimer().Called);
    }

    [Fact]
    public void InstanceThatIsOver_EndsAtOnce()
    {
        var orchestration = Orchestration
            .Of(Make.Accepted())
            .Begin()
            .Answer(Reports.Checked(AccountStatus.Created))
            .Answer(Reports.Over());
        Assert.True(orchestration.Turn.HasEnded);
        Assert.Null(orchestration.Turn.Continued);
        Assert.Null(orchestration.Turn.Output);
    }

    [Fact]
    public void ValidationThatIsFinished_HasNothingToDo()
    {
        var finished = Lifecycle.Apply(Make.Settled(), new Outcome.CallbackAttempted(1, new(204)), Make.Start);
        var orchestration = Orchestration.Of(finished, isRecorded: true).Begin();
        Assert.Empty(orchestration.Called);
        Assert.Contains("ACTIVE", orchestration.Turn.Output!.Value.GetRawText(), StringComparison.Ordinal);
    }
}
