using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Steps;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The steps before a validation settles, as activities perform them: at least once each, and perhaps long after they
/// were asked for. So each asks the core whether it is still due. A penny is dropped only for the instance that drives
/// the validation, while that holds its account's lock, and once for each entry of the money journal. What has settled
/// meanwhile, since a caller cancelled it, is reported as its row has it. What settles by its outcome is written down
/// at once: an activity less for each validation.
/// </summary>
/// <param name="executor">Performs steps.</param>
/// <param name="journal">The money journal.</param>
/// <param name="rows">Where what is confidential is kept, and who drives.</param>
/// <param name="settlements">Writes settlements down.</param>
/// <param name="permits">Keeps steps that wait for Juspay from taking all activities of the host.</param>
/// <param name="sharedClock">Times what proves absence.</param>
/// <param name="timeProvider">The clock of this machine, for what is due.</param>
public sealed class JuspaySteps(
    StepExecutor executor,
    TableMoneyJournal journal,
    ValidationRows rows,
    Settlements settlements,
    StepPermits permits,
    ISharedClock sharedClock,
    TimeProvider timeProvider)
{
    /// <summary>Checks the account.</summary>
    /// <exception cref="StoreUnavailableException">What Juspay told cannot be kept; the step is to be asked for
    /// again.</exception>
    public Task<StepReport> CheckAccountAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.Check(), cancellationToken);

    /// <summary>Checks the account and drops the penny if the check allows it, unless that was begun before.</summary>
    /// <exception cref="StoreUnavailableException">The money journal cannot be used, or what Juspay told cannot be
    /// kept; the step is to be asked for again.</exception>
    public Task<StepReport> DropPennyAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.DropPenny(request.Number), cancellationToken);

    private async Task<StepReport> PerformAsync(StepRequest request, Step step, CancellationToken cancellationToken)
    {
        var validation = StateElement.Read(
            request.State ?? throw new ArgumentException("The request holds no state.", nameof(request)));
        var driversJournal = journal.Of(request.Instance);

        // An activity that comes late for a penny drop which was begun in time has its outcome to report.
        if (
            Lifecycle.Next(validation, request.Now(timeProvider)) != step
            && !await IsBegunAsync(validation, step, driversJournal, cancellationToken))
        {
            return StepReport.Of(new Outcome.Overtaken());
        }

        // One that was begun calls nobody, and needs no permit.
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

            // What became of a penny is the account's to know, whatever the row says.
            (Outcome.PennyDropEnded { IntentAt: not null }, _) or (_, not { State.IsSettled: true }) => StepReport.Of(
                outcome),
            (_, { } settled) => new(State: StateElement.Of(settled.State), IsOver: settled.Driver != request.Instance),
        };
    }

    // Null when that is not possible at the moment: then the outcome goes to the instance, which has a step of its own
    // for it.
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
            return null; // the monitor has logged why
        }
    }

    // By the clock that all instances share: a check counts from before it begins, a penny drop as ended from after its
    // end.
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
