using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Api;
using AccountValidation.Service.Steps;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>The steps from the settlement on, as activities perform them. Each reads the validation's row, which counts from then on, and writes it; all are for the instance that drives the validation.</summary>
/// <param name="executor">Performs steps.</param>
/// <param name="journal">The money journal.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="accounts">What is open.</param>
/// <param name="metrics">Counts.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class SettledSteps(
    StepExecutor executor, TableMoneyJournal journal, ValidationRows rows, AccountRows accounts, ServiceMetrics metrics, TimeProvider timeProvider)
{
    /// <summary>Frees the account and writes the settlement, with the exact text of the callback, to the row. A settlement that is there already stays.</summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be used; the step is to be asked for again.</exception>
    public async Task<StepReport> SettleAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var settled = StateElement.Read(request.State ?? throw new ArgumentException("The request holds no state.", nameof(request)));
        if (await rows.FindAsync(request.ValidationId, cancellationToken) is not { } found || !MaySettle(found, request))
        {
            return new(IsOver: true); // it frees an account for which the driver may still look for a penny
        }

        await accounts.ReleaseAsync(settled, cancellationToken);
        return await ChangeAsync(
            request,
            row => row.State.IsSettled || !MaySettle(row, request) ? row : row.With(row.Confidential.RestoredTo(settled), timeProvider.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>Sends the callback once.</summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be used; the step is to be asked for again.</exception>
    public Task<StepReport> DeliverCallbackAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.DeliverCallback(request.Number), cancellationToken);

    /// <summary>Hands the callback over to the dead letters.</summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be used; the step is to be asked for again.</exception>
    public Task<StepReport> DeadLetterCallbackAsync(StepRequest request, CancellationToken cancellationToken) =>
        PerformAsync(request, new Step.DeadLetterCallback(request.Number), cancellationToken);

    private static bool MaySettle(ValidationRow row, StepRequest request) => row.State.IsSettled || row.Driver == request.Instance;

    private async Task<StepReport> PerformAsync(StepRequest request, Step step, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(request.ValidationId, cancellationToken);
        if (row is null || row.Driver != request.Instance)
        {
            return new(IsOver: true);
        }

        if (Lifecycle.Next(row.Whole, request.Now(timeProvider)) != step)
        {
            return new(State: StateElement.Of(row.State)); // performed before, and its report was lost
        }

        var outcome = await executor.ExecuteAsync(row.Whole, step, journal, cancellationToken);
        return await ChangeAsync(
            request,
            current => Lifecycle.Apply(current.Whole, outcome, timeProvider.GetUtcNow()) is var after && !ReferenceEquals(after, current.Whole)
                ? current.With(after, timeProvider.GetUtcNow())
                : current,
            cancellationToken);
    }

    private async Task<StepReport> ChangeAsync(StepRequest request, Func<ValidationRow, ValidationRow> rule, CancellationToken cancellationToken)
    {
        if (await rows.ChangeAsync(request.ValidationId, rule, cancellationToken) is not { } change)
        {
            return new(IsOver: true); // purged
        }

        metrics.Changed(change.Before.State, change.After.State);
        if (change.After.FinishedAt is not null)
        {
            await accounts.CloseAsync(change.After.State, cancellationToken);
        }

        return new(State: StateElement.Of(change.After.State), IsOver: change.After.Driver != request.Instance);
    }
}
