using System.Diagnostics;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>The engine port on Durable Functions and tables.</summary>
public sealed class AzureValidationEngine(
    StartWriter starts,
    LiveViews views,
    ValidationRows rows,
    UnfinishedRows unfinished,
    Settlements settlements,
    Summaries summaries,
    IInstances instances,
    TimeProvider timeProvider) : IValidationEngine
{
    // An event is a message that the orchestration takes later. The response waits as long as that usually takes.
    private static readonly TimeSpan WaitForEvent = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public Task<StartResult> StartAsync(
        Validation validation,
        IdempotencyClaim? claim,
        CancellationToken cancellationToken) => starts.StartAsync(validation, claim, cancellationToken);

    /// <inheritdoc/>
    public Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        views.FindAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            customerAccountIds.Select(id => unfinished.FindUnsettledAsync(id, cancellationToken)));
        return [.. found.SelectMany(ids => ids)];
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> FiltersWithoutIndex { get; } = ["receiverHost", "metadata", "idPrefix"];

    /// <inheritdoc/>
    public Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken) =>
        views.ListAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        summaries.SummarizeAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<ValidationChange?> SignalAsync(
        string id, Signal.OfContract signal, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(id, cancellationToken) is not { } before)
        {
            return null;
        }

        return signal switch
        {
            Signal.Redeliver => before.IsSettled
                ? await RedeliverAsync(before, cancellationToken)
                : new(before, before),
            _ when before.IsSettled => new(before, before),
            Signal.Hint => await SendAsync(before, EventNames.Hint, cancellationToken),
            Signal.Check => await CheckAsync(before, cancellationToken),
            Signal.Cancel => await CancelAsync(before, cancellationToken),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken) =>
        WaitAsync(id, validation => validation.IsSettled, atMost, cancellationToken);

    private async Task<ValidationChange> SendAsync(
        Validation before, string eventName, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(before.Id, cancellationToken);
        await instances.SendEventAsync(row?.Driver ?? before.Id, eventName, cancellationToken);
        return new(before, before);
    }

    // The orchestration gets the signal first: if this process stops here, the orchestration cancels by itself.
    // Otherwise it finds the row settled, and delivers the callback.
    private async Task<ValidationChange?> CancelAsync(Validation before, CancellationToken cancellationToken)
    {
        await SendAsync(before, EventNames.Cancel, cancellationToken);
        return await settlements.CancelAsync(before, cancellationToken) switch
        {
            null => null,
            {
                Before.State.IsSettled: false,
                After: { State.Status: ValidationStatus.Cancelled, Whole: var cancelled }
            } => new(before, cancelled),
            { After.Whole: var settled } => new(settled, settled), // settled before, or by its penny drop's answer
        };
    }

    // While a step runs, or while an operator holds the instance, the event waits.
    private async Task<ValidationChange> CheckAsync(Validation before, CancellationToken cancellationToken)
    {
        // Resets the count of failures, so that the sweep retries a held validation.
        var change = await rows.ChangeAsync(
            before.Id,
            row => row.Continued.Count == 0 ? row : row with { Continued = Continuations.None },
            cancellationToken);
        await instances.SendEventAsync(change?.After.Driver ?? before.Id, EventNames.Check, cancellationToken);
        var wait = before.IsSuspended ? TimeSpan.Zero : WaitForEvent;
        var after = await WaitAsync(
            before.Id,
            validation => validation.IsSettled || ChecksOf(validation) != ChecksOf(before),
            wait,
            cancellationToken) ?? before;

        // A check may have settled the validation meanwhile: both hosts answer the request as accepted.
        return after.IsSettled ? new(before, before) : new(before, after);
    }

    // Changes once the orchestration has taken the event.
    private static (int Ended, DateTimeOffset? RequestedAt, DateTimeOffset? NextAt) ChecksOf(Validation validation) =>
        (validation.Checks, validation.CheckRequestedAt, Lifecycle.NextCheckAt(validation));

    // The row decides which round is the last. An orchestration of an earlier round ends at its next attempt.
    private async Task<ValidationChange?> RedeliverAsync(Validation before, CancellationToken cancellationToken)
    {
        if (before.Callback is null)
        {
            return new(before, before);
        }

        await unfinished.AddAsync(before, cancellationToken);
        var now = timeProvider.GetUtcNow();
        var change = await rows.ChangeAsync(
            before.Id,
            row => row.State.IsSettled && Lifecycle.Apply(row.Whole, new Signal.Redeliver(), now) is var again
                ? row.With(again, now).DrivenBy(InstanceIds.OfRedelivery(again), instances.HubName)
                : row,
            cancellationToken);
        if (change is null)
        {
            return null;
        }

        if (!change.After.State.IsSettled)
        {
            return new(before, before); // the first delivery follows once the settlement is written
        }

        await instances.StartAsync(
            Turn.Of(change.After.Driver, change.After.State, isRecorded: true, now), cancellationToken);
        return new(change.Before.Whole, change.After.Whole);
    }

    private async Task<Validation?> WaitAsync(
        string id, Func<Validation, bool> condition, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var (began, pause) = (timeProvider.GetTimestamp(), ShortestPause);
        while (true)
        {
            var validation = await views.FindAsync(id, cancellationToken);
            if (validation is null || condition(validation) || timeProvider.GetElapsedTime(began) >= atMost)
            {
                return validation;
            }

            await Task.Delay(pause, timeProvider, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
