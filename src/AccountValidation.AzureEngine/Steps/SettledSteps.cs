using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Steps;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// Performs the steps from the settlement on, as activities. Each reads and writes the validation's row, which counts
/// from then on. Each serves only the instance that drives the validation.
/// </summary>
public sealed class SettledSteps(
    StepExecutor executor,
    TableMoneyJournal journal,
    ValidationRows rows,
    Settlements settlements,
    CallbackPermits permits,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Writes the settlement. The account learns the end of the penny drop and becomes free. The row gets the
    /// settlement and the exact body of the callback. A settlement that the row already holds stays.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be used; the instance must request the step
    /// again.</exception>
    public async Task<StepReport> SettleAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var settled = StateElement.Read(
            request.State ?? throw new ArgumentException("The request holds no state.", nameof(request)));
        return StepReport.Of(
            await settlements.SettleAsync(settled, request.Instance, AccountDetails.None, cancellationToken),
            request.Instance);
    }

    /// <summary>Sends the callback once, or hands the callback over to the dead letters.</summary>
    /// <exception cref="StoreUnavailableException">The tables cannot be used; the instance must request the step
    /// again.</exception>
    public async Task<StepReport> PerformAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var step = request.ReadStep();
        var row = await rows.FindAsync(request.ValidationId, cancellationToken);
        if (row is null || row.Driver != request.Instance)
        {
            return new(IsOver: true);
        }

        if (Lifecycle.Next(row.Whole, request.Now(timeProvider)) != step)
        {
            return new(State: StateElement.Of(row.State)); // the step was performed before, and its report was lost
        }

        using var permit = step is Step.DeliverCallback ? permits.TryEnter(row.Whole.Callback!) : null;
        if (permit is null && step is Step.DeliverCallback)
        {
            return new(IsBusy: true);
        }

        var outcome = await executor.ExecuteAsync(row.Whole, step, journal.Of(request.Instance), cancellationToken);
        var change = await settlements.ChangeAsync(
            request.ValidationId,
            current =>
                Lifecycle.Apply(current.Whole, outcome, timeProvider.GetUtcNow()) is var after
                && !ReferenceEquals(after, current.Whole)
                    ? current.With(after, timeProvider.GetUtcNow())
                    : current,
            cancellationToken,
            row);
        return StepReport.Of(change, request.Instance);
    }
}
