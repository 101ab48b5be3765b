using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Service.Api;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Tells how validations stand: what is confidential from the row, what changes with every look from the orchestration that runs. Once a
/// validation has settled the row alone counts.
/// </summary>
/// <param name="rows">The rows of validations.</param>
/// <param name="scan">Lists rows.</param>
/// <param name="open">What is open.</param>
/// <param name="instances">The orchestrations.</param>
public sealed class LiveViews(ValidationRows rows, ListScan scan, OpenRows open, IInstances instances)
{
    private const int SideBySide = 16;

    /// <summary>A validation as it stands; null when there is none, or it was purged.</summary>
    public async Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } row && !await IsPurgedAsync(row, cancellationToken) ? await ViewAsync(row, cancellationToken) : null;

    /// <summary>Validations as they stand, newest first.</summary>
    public async Task<IReadOnlyList<Validation>> ListAsync(ValidationFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<Validation>();
        await using var read = scan.ReadAsync(filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var more = true; more && found.Count < filter.Limit;)
        {
            var batch = new List<ValidationRow>();
            while (batch.Count < Math.Min(SideBySide, filter.Limit - found.Count) && (more = await read.MoveNextAsync()))
            {
                batch.Add(read.Current);
            }

            var views = await Task.WhenAll(batch.Select(row => ViewAsync(row, cancellationToken)));
            found.AddRange(views.Where(view => filter.Statuses.Count == 0 || filter.Statuses.Contains(view.Status)));
        }

        return found;
    }

    // A row that is finished needs no orchestration to tell how it stands.
    private async Task<Validation> ViewAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        if (row.FinishedAt is not null || await instances.FindAsync(row.Driver, cancellationToken) is not { } instance)
        {
            return row.Whole;
        }

        var whole = row.State.IsSettled || ReadState(instance, row.Id) is not { } live ? row.Whole : row.Confidential.RestoredTo(live);
        return instance.State == InstanceState.Suspended && !whole.IsFinished
            ? whole with { Control = new(IsSuspended: true, IsTerminated: false, Reason: null) }
            : whole;
    }

    // A finished validation whose orchestration was purged by an operator is purged: its row goes with the first who asks. After a change
    // of the task hub no orchestration of the old one is seen, and nothing is purged for that.
    private async Task<bool> IsPurgedAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        if (row.FinishedAt is null || row.Hub != instances.HubName || await instances.FindAsync(row.Anchor, cancellationToken) is not null)
        {
            return false;
        }

        await open.CloseAsync(row.State, cancellationToken);
        await rows.DeleteAsync(row, cancellationToken);
        return true;
    }

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
