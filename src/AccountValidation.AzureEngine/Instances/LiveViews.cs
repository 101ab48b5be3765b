using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Gives the current view of validations: the confidential part from the row, the changing state from the running
/// orchestration. Once a validation has settled, only the row counts. This class never writes or deletes.
/// </summary>
/// <param name="rows">Holds confidential parts and settled states.</param>
/// <param name="scan">Lists rows, newest first.</param>
/// <param name="instances">Holds the running states.</param>
/// <param name="mark">Tells a purge from the loss of the task hub.</param>
public sealed class LiveViews(ValidationRows rows, ListScan scan, IInstances instances, HubMark mark)
{
    /// <summary>The most rows that one page reads.</summary>
    public const int MostRead = 1_000;

    private const int SideBySide = 16;

    /// <summary>
    /// The current view of a validation; null when no row exists, or when an operator purged the orchestration.
    /// </summary>
    public async Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } row ? await ViewAsync(row, cancellationToken) : null;

    /// <summary>
    /// A page of the current views of validations, newest first. A page reads at most <see cref="MostRead"/> rows, and
    /// the orchestration of each unfinished row.
    /// </summary>
    public async Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<Validation>();
        ListPosition? last = null;
        await using var read = scan.ReadAsync(Narrowed(filter), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        for (var (more, count) = (true, 0); more;)
        {
            if (count >= MostRead)
            {
                return new(found, ListPosition.ToShow(last, filter, found));
            }

            var batch = new List<ValidationRow>();
            while (
                batch.Count < Math.Min(SideBySide, filter.Limit + 1 - found.Count)
                && (more = await read.MoveNextAsync()))
            {
                batch.Add(read.Current);
            }

            count += batch.Count;
            var views = await Task.WhenAll(batch.Select(row => IsOf(row, filter.Caller)
                ? ViewAsync(row, cancellationToken)
                : Task.FromResult<Validation?>(null)));
            foreach (var (row, view) in batch.Zip(views))
            {
                if (view is not null && Matches(view, filter))
                {
                    if (found.Count == filter.Limit)
                    {
                        return new(found, ListPosition.ToShow(last, filter, found));
                    }

                    found.Add(view);
                }

                last = new(row.State.CreatedAt.ToUnixTimeMilliseconds(), row.Id);
            }
        }

        return new(found, ContinueAfter: null);
    }

    // Until a settlement the row says PENDING. The row does not say what the validation waits for.
    private static ValidationFilter Narrowed(ValidationFilter filter) =>
        filter.WaitingFor is { Count: > 0 } causes
        && !causes.Any(cause => cause is WaitCause.Receiver or WaitCause.DeadLetterQueue or WaitCause.Suspended)
            ? filter with
            {
                Statuses = [ValidationStatus.Pending],
            }
            : filter;

    private static bool IsOf(ValidationRow row, string? caller) => caller is null || row.State.Caller == caller;

    private static bool Matches(Validation view, ValidationFilter filter)
    {
        var settledAt = (view.Stage as Stage.Settled)?.At;
        return (filter.Statuses.Count == 0 || filter.Statuses.Contains(view.Status))
            && (filter.WaitingFor.Count == 0
                || (Waits.Of(view) is { } wait && filter.WaitingFor.Contains(wait.Cause)))
            && (filter.CallbackStatuses.Count == 0 || filter.CallbackStatuses.Contains(view.Callback?.Status))
            && (filter.SettledFrom is null || settledAt >= filter.SettledFrom)
            && (filter.SettledTo is null || settledAt < filter.SettledTo);
    }

    /// <summary>The state that a validation's orchestration has reached; null when no orchestration tells.</summary>
    public async Task<Validation?> ReachedAsync(ValidationRow row, CancellationToken cancellationToken) =>
        await instances.FindAsync(row.Driver, cancellationToken) is { } instance ? ReadState(instance, row.Id) : null;

    // Null when an operator purged the orchestration.
    private async Task<Validation?> ViewAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        if (row.FinishedAt is not null)
        {
            return await IsPurgedAsync(row, cancellationToken) ? null : row.Whole;
        }

        if (await instances.FindAsync(row.Driver, cancellationToken) is not { } instance)
        {
            return row.Whole;
        }

        var whole =
            row.State.IsSettled || ReadState(instance, row.Id) is not { } live
                ? row.Whole
                : row.Confidential.RestoredTo(live);
        return instance.State == InstanceState.Suspended && !whole.IsFinished
            ? whole with { Control = new(IsSuspended: true, IsTerminated: false, Reason: null) }
            : whole;
    }

    // A finished validation counts as purged when an operator purged its orchestration. An orchestration of another or
    // a new task hub is invisible here, and does not count as purged. Without proof of a purge, the row gives the
    // answer.
    private async Task<bool> IsPurgedAsync(ValidationRow row, CancellationToken cancellationToken) =>
        row.Hub == instances.HubName
        && await instances.FindAsync(row.Anchor, cancellationToken) is null
        && await mark.SinceAsync(cancellationToken) <= row.State.CreatedAt;

    private static Validation? ReadState(Instance instance, string id)
    {
        try
        {
            return instance.Turn is { } turn && turn.ValidationId == id ? turn.ReadState() : null;
        }
        catch (StateFormatException)
        {
            return null; // a newer version wrote the state, so the row tells what this version knows
        }
    }
}
