using AccountValidation.AzureEngine.Steps;
using Microsoft.Azure.Functions.Worker;

namespace AccountValidation.Functions.Activities;

/// <summary>
/// The activities, one for each kind of step. The framework may run an activity more than once. The money journal keeps
/// a penny drop from being repeated. A receiver may get a callback more than once, always with the same id.
/// </summary>
internal sealed class StepActivities(JuspaySteps juspay, SettledSteps settled, StepLateness lateness)
{
    /// <summary>Checks the account and moves no money.</summary>
    [Function(ActivityNames.CheckAccount)]
    public Task<StepReport> CheckAccountAsync(
        [ActivityTrigger] StepRequest request,
        CancellationToken cancellationToken
    ) => TracedAsync(ActivityNames.CheckAccount, request, juspay.PerformAsync, cancellationToken);

    /// <summary>Checks the account and drops the penny if the check allows it.</summary>
    [Function(ActivityNames.DropPenny)]
    public Task<StepReport> DropPennyAsync(
        [ActivityTrigger] StepRequest request,
        CancellationToken cancellationToken
    ) => TracedAsync(ActivityNames.DropPenny, request, juspay.PerformAsync, cancellationToken);

    /// <summary>Writes the settlement and frees the account.</summary>
    [Function(ActivityNames.Settle)]
    public Task<StepReport> SettleAsync([ActivityTrigger] StepRequest request, CancellationToken cancellationToken) =>
        TracedAsync(ActivityNames.Settle, request, settled.SettleAsync, cancellationToken);

    /// <summary>Sends the callback once.</summary>
    [Function(ActivityNames.DeliverCallback)]
    public Task<StepReport> DeliverCallbackAsync(
        [ActivityTrigger] StepRequest request,
        CancellationToken cancellationToken
    ) => TracedAsync(ActivityNames.DeliverCallback, request, settled.PerformAsync, cancellationToken);

    /// <summary>Hands the callback over to the dead letters.</summary>
    [Function(ActivityNames.DeadLetterCallback)]
    public Task<StepReport> DeadLetterCallbackAsync(
        [ActivityTrigger] StepRequest request,
        CancellationToken cancellationToken
    ) => TracedAsync(ActivityNames.DeadLetterCallback, request, settled.PerformAsync, cancellationToken);

    private async Task<StepReport> TracedAsync(
        string name,
        StepRequest request,
        Func<StepRequest, CancellationToken, Task<StepReport>> perform,
        CancellationToken cancellationToken)
    {
        lateness.Note(request.RequestedAt);
        using var span = StepTracing.Begin(name, request);
        return await perform(request.WithStep(name), cancellationToken);
    }
}
