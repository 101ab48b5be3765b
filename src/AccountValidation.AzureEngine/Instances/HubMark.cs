using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Tells a purge from the loss of a task hub: a row of ours among the histories of the hub. It goes when the hub does,
/// and no purge of instances takes it. So while it stands, an instance that was begun after it and cannot be found was
/// purged.
/// </summary>
/// <param name="service">The storage account of the task hub.</param>
/// <param name="instances">Knows the hub's name.</param>
/// <param name="monitor">Is told of every call.</param>
public sealed class HubMark(TableServiceClient service, IInstances instances, StoreMonitor monitor)
{
    // No id of an instance: the framework reads and deletes histories by the id of their instance, and never meets it.
    private const string Partition = "accountvalidation-mark";
    private const string Row = "mark";
    private const string Since = "Since";

    private volatile bool _isSet;

    // The documented name of the table in a task hub of Azure Storage.
    private TableAccess Histories => new(service.GetTableClient(instances.HubName + "History"), monitor);

    /// <summary>Sets the mark where there is none, once in the life of the process.</summary>
    /// <param name="before">A time before anything that is started from now on was accepted.</param>
    /// <param name="cancellationToken">Gives it up; the next start sets it.</param>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    public async Task SetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (_isSet)
        {
            return;
        }

        // The host has made the table. One that is missing, in a hub that was deleted a moment ago or is elsewhere, is
        // not made here: a mark where no hub is would prove everything.
        _isSet =
            await Histories.FindAsync(Partition, Row, cancellationToken) is not null
            || await Histories.InsertWhereThereIsATableAsync(
                new(Partition, Row) { [Since] = before }, cancellationToken);
    }

    /// <summary>Since when the hub has lost nothing but by a purge; null when that is not known.</summary>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    public async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        if (await Histories.FindAsync(Partition, Row, cancellationToken) is { } mark)
        {
            return mark.GetDateTimeOffset(Since);
        }

        _isSet = false; // the hub was made anew under this process: its next start sets a mark of its own
        return null;
    }
}
