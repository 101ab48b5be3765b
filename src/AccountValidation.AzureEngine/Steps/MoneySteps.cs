using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Api;
using AccountValidation.Service.Steps;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The steps before a validation settles, as activities perform them: at least once each, and perhaps long after they were asked for. So each asks the core
/// whether it is still due. A penny is dropped only for the instance that drives the validation, while that holds its account's slot, and once for each entry
/// of the money journal.
/// </summary>
/// <param name="executor">Performs steps.</param>
/// <param name="journal">The money journal.</param>
/// <param name="rows">Where what is confidential is kept, and who drives.</param>
/// <param name="accounts">The slots.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class MoneySteps(StepExecutor executor, TableMoneyJournal journal, ValidationRows rows, AccountRows accounts, TimeProvider timeProvider)
{
    /// <summary>Checks the account.</summary>
    /// <exception cref="StoreUnavailableException">What Juspay told cannot be kept; the step is to be asked for again.</exception>
    public Task<StepReport> CheckAccountAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.Check(), cancellationToken);

    /// <summary>Checks the account and drops the penny if the check allows it, unless that was begun before.</summary>
    /// <exception cref="StoreUnavailableException">The money journal cannot be used, or what Juspay told cannot be kept; the step is to be asked for again.</exception>
    public Task<StepReport> DropPennyAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.DropPenny(request.Number), cancellationToken);

    private async Task<StepReport> PerformAsync(StepRequest request, Step step, CancellationToken cancellationToken)
    {
        var validation = StateElement.Read(request.State ?? throw new ArgumentException("The request holds no state.", nameof(request)));
        if (Lifecycle.Next(validation, request.Now(timeProvider)) != step && !await WasBegunAsync(validation, step, cancellationToken))
        {
            return StepReport.Of(new Outcome.Overtaken());
        }

        var driversJournal = new DriversJournal(journal, rows, accounts, request.Instance);
        var outcome = await executor.ExecuteAsync(validation, step, driversJournal, cancellationToken);
        if (driversJournal.IsOver)
        {
            return new(IsOver: true);
        }

        if (DetailsIn(outcome) is { } details)
        {
            await rows.KeepDetailsAsync(validation.Id, details, cancellationToken);
        }

        return StepReport.Of(outcome);
    }

    // An activity that comes late for a penny drop which was begun in time has its outcome to report.
    private async Task<bool> WasBegunAsync(Validation validation, Step step, CancellationToken cancellationToken) =>
        step is Step.DropPenny money && await journal.FindAsync(validation, money.Attempt, cancellationToken) is not null;

    private static AccountDetails? DetailsIn(Outcome? outcome) => outcome switch
    {
        Outcome.Checked { Reply: JuspayReply.Answered answer } => answer.Account.Details,
        Outcome.PennyDropEnded { Reply: JuspayReply.Answered answer } drop => answer.Account.Details.OrElse(DetailsIn(drop.Check) ?? AccountDetails.None),
        Outcome.PennyDropEnded drop => DetailsIn(drop.Check),
        _ => null,
    };
}
