using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Tells how validations stand: what is confidential from the row, what changes with every check from the orchestration
/// that runs. Once a validation has settled the row alone counts. Nothing here writes or deletes.
/// </summary>
/// <param name="rows">The rows of validations.</param>
/// <param name="scan">Lists rows.</param>
/// <param name="instances">The orchestrations.</param>
/// <param name="mark">Tells a purge from the loss of the task hub.</param>
public sealed class LiveViews(ValidationRows rows, ListScan scan, IInstances instances, HubMark mark)
{
    private const int SideBySide = 16;

    /// <summary>A validation as it stands; null when there is none, or it was purged.</summary>
    public async Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } row ? await ViewAsync(row, cancellationToken) : null;

    /// <summary>Validations as they stand, newest first.</summary>
    public async Task<IReadOnlyList<Validation>> ListAsync(ValidationFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<Validation>();
        await using var read = scan.ReadAsync(filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var more = true; more && found.Count < filter.Limit;)
        {
            var batch = new List<ValidationRow>();
            while (
                batch.Count < Math.Min(SideBySide, filter.Limit - found.Count) && (more = await read.MoveNextAsync()))
            {
                batch.Add(read.Current);
            }

            var views = await Task.WhenAll(batch.Select(row => ViewAsync(row, cancellationToken)));
            found.AddRange(
                views
                    .OfType<Validation>()
                    .Where(view => filter.Statuses.Count == 0 || filter.Statuses.Contains(view.Status)));
        }

        return found;
    }

    // Null when it was purged.
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

    // A finished validation whose orchestration was purged by an operator is purged. What another task hub held, or one
    // that was made anew, is not seen from here, and is not taken for purged: without proof of a purge the row tells
    // the answer.
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
            return null; // written by a newer version: the row tells what this one knows
        }
    }
}
