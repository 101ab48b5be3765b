using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Steps;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// Performs the steps before a settlement as activities: each at least once, and perhaps long after the request. So
/// each activity asks the core whether its step is still due. A penny is dropped only for the instance that drives the
/// validation, while the validation holds its account's lock. Each entry of the money journal allows a single POST. A
/// validation that a caller cancelled meanwhile is reported as its row holds it. An outcome that settles the validation
/// is written at once: that saves an activity per validation.
/// </summary>
/// <param name="executor">Performs a step against Juspay.</param>
/// <param name="journal">Records each intent before its POST.</param>
/// <param name="rows">Holds confidential parts and the name of the driver.</param>
/// <param name="settlements">Writes settlements.</param>
/// <param name="permits">Keeps steps that wait for Juspay from taking all activities of the host.</param>
/// <param name="sharedClock">Times the proof of absence.</param>
/// <param name="timeProvider">The clock of this machine, which says which steps are due.</param>
public sealed class JuspaySteps(
    StepExecutor executor,
    TableMoneyJournal journal,
    ValidationRows rows,
    Settlements settlements,
    StepPermits permits,
    ISharedClock sharedClock,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Checks the account, or performs the pair of check and penny drop. A drop that began before is not repeated.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The money journal cannot be used, or the details that Juspay gave
    /// cannot be kept. The instance must request the step again.</exception>
    public async Task<StepReport> PerformAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var step = request.ReadStep();
        var validation = StateElement.Read(
            request.State ?? throw new ArgumentException("The request holds no state.", nameof(request)));
        var driversJournal = journal.Of(request.Instance);

        // A penny drop may have begun in time, and this activity come late: then it reports the drop's outcome.
        if (
            Lifecycle.Next(validation, request.Now(timeProvider)) != step
            && !await IsBegunAsync(validation, step, driversJournal, cancellationToken))
        {
            return StepReport.Of(new Outcome.Overtaken());
        }

        // A drop that began before calls nobody, and needs no permit.
        var (permit, comeAgainAfter) = permits.Enter(validation.IsBulk);
        if (permit is null && !await IsBegunAsync(validation, step, driversJournal, cancellationToken))
        {
            return new(IsBusy: true, ComeAgainAfter: comeAgainAfter);
        }

        using (permit)
        {
            var outcome = await TimedAsync(validation, step, driversJournal, cancellationToken);
            return await ReportAsync(request, validation, outcome, driversJournal, cancellationToken);
        }
    }

    private static async Task<bool> IsBegunAsync(
        Validation validation, Step step, DriversJournal driversJournal, CancellationToken cancellationToken) =>
        step is Step.DropPenny money
        && await driversJournal.FindAsync(validation, money.Attempt, cancellationToken) is not null;

    private async Task<StepReport> ReportAsync(
        StepRequest request,
        Validation validation,
        Outcome outcome,
        DriversJournal driversJournal,
        CancellationToken cancellationToken)
    {
        if (
            !driversJournal.IsOver
            && Lifecycle.Apply(validation, outcome, request.Now(timeProvider)) is { IsSettled: true } answered
            && await TrySettleAsync(
                request,
                Confidential.RemovedFrom(answered),
                DetailsIn(outcome) ?? AccountDetails.None,
                cancellationToken)
                is { } report)
        {
            return report;
        }

        var row = DetailsIn(outcome) is { } details && !driversJournal.IsOver
            ? (await rows.KeepDetailsAsync(validation.Id, details, cancellationToken))?.After
            : driversJournal.SettledRow;
        return (outcome, row) switch
        {
            _ when driversJournal.IsOver => new(IsOver: true),

            // The end of a penny drop is a fact of the account, whatever the row says.
            (Outcome.PennyDropEnded { IntentAt: not null }, _) or (_, not { State.IsSettled: true }) => StepReport.Of(
                outcome),
            (_, { } settled) => new(State: StateElement.Of(settled.State), IsOver: settled.Driver != request.Instance),
        };
    }

    // Null when the tables cannot be used. Then the instance gets the outcome, and requests a settlement step.
    private async Task<StepReport?> TrySettleAsync(
        StepRequest request, Validation settled, AccountDetails details, CancellationToken cancellationToken)
    {
        try
        {
            return StepReport.Of(
                await settlements.SettleAsync(settled, request.Instance, details, cancellationToken), request.Instance);
        }
        catch (StoreUnavailableException)
        {
            return null; // the monitor has logged the cause
        }
    }

    // Uses the clock that all instances share. A check counts from a time before its start; a penny drop ends at a time
    // after its end.
    private async Task<Outcome> TimedAsync(
        Validation validation, Step step, DriversJournal driversJournal, CancellationToken cancellationToken)
    {
        var account = validation.Request.CustomerAccountId;
        driversJournal.CheckedFrom = IsProof(validation.Stage)
            ? await sharedClock.NowAsync(account, cancellationToken)
            : null;
        var outcome = await executor.ExecuteAsync(validation, step, driversJournal, cancellationToken);
        return outcome switch
        {
            Outcome.Checked check => driversJournal.Timed(check),
            Outcome.PennyDropEnded drop => drop with
            {
                Check = drop.Check is { } check ? driversJournal.Timed(check) : null,
                EndedAt = drop.MayBeFollowed ? await sharedClock.NowAsync(account, cancellationToken) : null,
            },
            _ => outcome,
        };
    }

    private static bool IsProof(Stage stage) => stage is Stage.Confirming or Stage.Paying { ClearFrom: not null };

    private static AccountDetails? DetailsIn(Outcome? outcome) =>
        outcome switch
        {
            Outcome.Checked { Reply: JuspayReply.Answered answer } => answer.Account.Details,
            Outcome.PennyDropEnded { Reply: JuspayReply.Answered answer } drop => answer.Account.Details.OrElse(
                DetailsIn(drop.Check) ?? AccountDetails.None),
            Outcome.PennyDropEnded drop => DetailsIn(drop.Check),
            _ => null,
        };
}
