using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class JuspayStepsTests(AzuriteFixture azurite)
{
    private static readonly Baseline Created = new(AccountStatus.Created, LastValidated: null);

    [Fact]
    public async Task CheckAccount_Answered_KeepsDetailsInTheRowAndReportsNone()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var waiting = Lifecycle.Apply(
            accepted, new Outcome.Checked(world.Now, Some.Answered(AccountStatus.Pending)), world.Now);
        world.Clock.Advance(Some.Terms.Recheck.FirstDelay);

        var report = await PerformAsync(world, ActivityNames.CheckAccount, waiting);

        var check = Assert.IsType<Outcome.Checked>(report.ReadOutcome());
        Assert.Equal(AccountDetails.None, Assert.IsType<JuspayReply.Answered>(check.Reply).Account.Details);
        Assert.All(Some.Secrets, secret =>
            Assert.DoesNotContain(secret, report.Outcome!.Value.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(
            new(MaskedVpa: "42******77@yesg", BeneficiaryName: Some.Name),
            (await world.RowAsync(accepted.Id)).Confidential.Details);
    }

    [Fact]
    public async Task CheckAccount_NotDueAnyMore_IsOvertakenAndCallsNobody()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        Assert.IsType<Outcome.Overtaken>((await PerformAsync(world, ActivityNames.CheckAccount, due)).ReadOutcome());
        Assert.Empty(world.Juspay.Calls);
    }

    [Fact]
    public async Task DropPenny_DeliveredAgain_DropsOnePennyAndReportsTheSame()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        var first = Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome());
        var second = (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome();

        Assert.IsType<JuspayReply.Answered>(first.Reply);
        Assert.Equal(first with { Check = null }, second);
        Assert.Equal(Created, first.Baseline);
        Assert.Equal(1, world.Juspay.Pennies);
    }

    // An activity, its messages and its history less for each validation.
    [Fact]
    public async Task DropPenny_AnsweredAtOnce_IsSettledWithItsDetails()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        var report = await PerformAsync(world, ActivityNames.DropPenny, due, 1);
        var again = await PerformAsync(world, ActivityNames.DropPenny, due, 1);

        var row = await world.RowAsync(due.Id);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(StateElement.Of(row.State), report.State!.Value));
        Assert.Equal(report.State!.Value.GetRawText(), again.State!.Value.GetRawText());
        Assert.Equal(
            (ValidationStatus.Active, Some.Name, 1),
            (row.State.Status, row.Confidential.Details.BeneficiaryName, world.Juspay.Pennies));
        Assert.Null((await world.AccountAsync()).LockedBy);
        Assert.Equal(["open-" + due.Id], await world.UnfinishedAsync());
        Assert.All(Some.Secrets, secret =>
            Assert.DoesNotContain(secret, report.State!.Value.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task DropPenny_AnsweredAndTheSettlementCannotBeWritten_ReportsItsOutcome()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var process = world.NewProcess(Faults.Always("PUT CustomerAccounts"));

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1, process)).ReadOutcome());

        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
        Assert.False((await world.RowAsync(due.Id)).State.IsSettled);
    }

    [Fact]
    public async Task DropPenny_DeliveredTwentyTimesAtOnce_DropsOnePenny()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        var reports = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    Task.Run(
                        () => PerformAsync(world, ActivityNames.DropPenny, due, 1, world.NewProcess()),
                        TestContext.Current.CancellationToken)));

        Assert.Equal(1, world.Juspay.Pennies);
        var outcomes = reports.Select(report => report.ReadOutcome()).ToList();
        Assert.Contains(outcomes, outcome =>
            outcome is Outcome.PennyDropEnded { Reply: JuspayReply.Answered, Check: not null });
        Assert.All(outcomes, outcome =>
            Assert.True(outcome is Outcome.Checked or Outcome.PennyDropEnded { IntentAt: not null }));
    }

    [Fact]
    public async Task DropPenny_KilledOnceItWasBegun_IsUncertainWithItsBaselineAndNotSentAgain()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var process = world.NewProcess(Faults.Once(Calls.Intent, Fault.KilledAfter));
        Assert.False(
            await KilledException.SurvivesAsync(() => PerformAsync(world, ActivityNames.DropPenny, due, 1, process)));
        var intentAt = world.Now;
        world.Clock.Advance(TimeSpan.FromMinutes(10));

        var outcome = (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome();

        Assert.Equal(
            new Outcome.PennyDropEnded(
                intentAt,
                new JuspayReply.Unclear(ReplyCauses.Interrupted),
                Created,
                Juspay: Some.Juspay,
                EndedAt: world.Now),
            outcome);
        Assert.Equal(0, world.Juspay.Pennies);
    }

    [Fact]
    public async Task DropPenny_KilledBeforeItWasBegun_IsSentByTheNextDelivery()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var process = world.NewProcess(Faults.Once(Calls.Intent, Fault.KilledBefore));
        Assert.False(
            await KilledException.SurvivesAsync(() => PerformAsync(world, ActivityNames.DropPenny, due, 1, process)));

        Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome());
        Assert.Equal(1, world.Juspay.Pennies);
    }

    [Fact]
    public async Task DropPenny_AskedForLongAgo_IsCheckedAnewAndSent()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome());
        Assert.Equal(["GET banh_1", "POST banh_1"], world.Juspay.Calls);
    }

    [Fact]
    public async Task DropPenny_ClockIsBehindTheOrchestrations_IsSent()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now.AddSeconds(2));
        var request = new StepRequest(due.Id, due.Id, StateElement.Of(due), world.Now.AddSeconds(2), 1);

        Assert.IsType<Outcome.PennyDropEnded>(
            (await Runner.PerformAsync(world.Process, ActivityNames.DropPenny, request)).ReadOutcome());
        Assert.Equal(1, world.Juspay.Pennies);
    }

    [Fact]
    public async Task DropPenny_AnotherHasTakenOver_IsOverAndPaysNobody()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        await world.Rows.ChangeAsync(
            due.Id, row => row with { Driver = "another" }, TestContext.Current.CancellationToken);

        Assert.True((await PerformAsync(world, ActivityNames.DropPenny, due, 1)).IsOver);
        Assert.True(
            (await PerformAsync(world, ActivityNames.DropPenny, Some.DueToPay(world.Accepted(), world.Now), 1)).IsOver);
        Assert.Equal(0, world.Juspay.Pennies);
    }

    [Fact]
    public async Task DropPenny_RunAgainAfterItHasSettled_ReportsTheRowAndPaysNobody()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        // No penny was begun.
        await PerformAsync(world, ActivityNames.Settle, Lifecycle.Apply(accepted, new Signal.Cancel(), world.Now));
        await world.StartNewAsync(); // the account is another's now

        var report = await PerformAsync(world, ActivityNames.DropPenny, due, 1);

        Assert.Equal(
            (ValidationStatus.Cancelled, false), (StateElement.Read(report.State!.Value).Status, report.IsOver));
        Assert.Equal(0, world.Juspay.Pennies);
    }

    [Fact]
    public async Task CheckAccount_CancelledMeanwhile_ReportsTheRow()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var waiting = Lifecycle.Apply(
            accepted, new Outcome.Checked(world.Now, Some.Answered(AccountStatus.Pending)), world.Now);
        world.Clock.Advance(Some.Terms.Recheck.FirstDelay);
        await world.Process.Engine.SignalAsync(accepted.Id, new Signal.Cancel(), TestContext.Current.CancellationToken);

        var report = await PerformAsync(world, ActivityNames.CheckAccount, waiting);

        Assert.Equal(ValidationStatus.Cancelled, StateElement.Read(report.State!.Value).Status);
    }

    [Theory]
    [InlineData("val_other")]
    [InlineData(null)]
    public async Task DropPenny_AccountIsNotItsOwn_IsNotSentAndTriedLater(string? holder)
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        await world.Records.ChangeAsync(
            "banh_1",
            record => record.LockedBy == holder ? record : record with { LockedBy = holder },
            TestContext.Current.CancellationToken);

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome());

        Assert.Equal((null, new JuspayReply.NotAccepted(ReplyCauses.AccountLocked)), (outcome.IntentAt, outcome.Reply));
        Assert.Equal(0, world.Juspay.Pennies);
    }

    [Fact]
    public async Task DropPenny_OfAnotherAttempt_IsOvertakenAndCallsNobody()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        Assert.IsType<Outcome.Overtaken>((await PerformAsync(world, ActivityNames.DropPenny, due, 2)).ReadOutcome());
        Assert.Empty(world.Juspay.Calls);
    }

    [Fact]
    public async Task DropPenny_OutcomeCannotBeNoted_IsReportedAllTheSame()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var process = world.NewProcess(Faults.Always(Calls.Outcome));

        var outcome = Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1, process)).ReadOutcome());

        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
        Assert.Equal(Some.Name, (await world.RowAsync(due.Id)).Confidential.Details.BeneficiaryName);
    }

    [Fact]
    public async Task DropPenny_DetailsCannotBeKept_IsRequestedAgainAndFoundOutByChecks()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, Some.DueToPay(accepted, world.Now));
        var process = world.NewProcess(Faults.Always("PUT Validations"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Runner.ToTheEndAsync(world, accepted.Id, process));
        world.Juspay.Check = JuspayStub.Account("ACTIVE");

        await Runner.ToTheEndAsync(world, accepted.Id);

        var found = await world.FindAsync(accepted.Id);
        Assert.Equal(
            (ValidationStatus.Active, 1, Some.Name),
            (found!.Status, world.Juspay.Pennies, found.LastSeen!.Details.BeneficiaryName));
    }

    [Fact]
    public async Task Step_WithoutAState_Throws()
    {
        await using var world = await World.StartAsync(azurite);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            Runner.PerformAsync(
                world.Process, ActivityNames.CheckAccount, new("val_1", "val_1", State: null, world.Now)));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Runner.PerformAsync(world.Process, ActivityNames.Settle, new("val_1", "val_1", State: null, world.Now)));
    }

    // Steps that wait for permits have their own permits; other activities have the rest.
    [Fact]
    public async Task DropPenny_AllPlacesAreTaken_IsBusyAndCallsNobodyUntilOneIsFree()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var permits = world.Process.Get<StepPermits>();
        var taken = Enumerable.Range(0, 160).Select(_ => permits.Enter(isBulk: false).Permit!).ToList();

        var report = await PerformAsync(world, ActivityNames.DropPenny, due, 1);

        Assert.Equal((true, TimeSpan.FromSeconds(1)), (report.IsBusy, report.ComeAgainAfter));
        Assert.Empty(world.Juspay.Calls);

        taken[0].Dispose();
        Assert.False((await PerformAsync(world, ActivityNames.DropPenny, due, 1)).IsBusy);
        Assert.Equal(1, world.Juspay.Pennies);
        Assert.NotNull(permits.Enter(isBulk: false).Permit); // the step has left
    }

    [Fact]
    public async Task DropPenny_BegunBeforeAndAllPlacesAreTaken_ReportsItsOutcome()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        await PerformAsync(world, ActivityNames.DropPenny, due, 1);
        var permits = world.Process.Get<StepPermits>();
        Assert.Equal(160, Enumerable.Range(0, 161).Count(_ => permits.Enter(isBulk: false).Permit is not null));

        Assert.IsType<Outcome.PennyDropEnded>(
            (await PerformAsync(world, ActivityNames.DropPenny, due, 1)).ReadOutcome());
        Assert.Equal(1, world.Juspay.Pennies);
    }

    private static Task<StepReport> PerformAsync(
        World world, string activity, Validation validation, int number = 0, EngineProcess? process = null) =>
        Runner.PerformAsync(
            process ?? world.Process,
            activity,
            new(validation.Id, validation.Id, StateElement.Of(validation), world.Now, number));
}
