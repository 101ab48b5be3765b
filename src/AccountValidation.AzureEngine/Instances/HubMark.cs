using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Tells a purge from the loss of a task hub. The mark is a row of the service among the hub's histories. It disappears
/// with the hub, and no purge of instances deletes it. So while the mark stands, an instance that began after it and is
/// missing was purged.
/// </summary>
/// <param name="service">The storage account of the task hub.</param>
/// <param name="instances">Knows the hub's name.</param>
/// <param name="monitor">Hears of every call to the table.</param>
public sealed class HubMark(TableServiceClient service, IInstances instances, StoreMonitor monitor)
{
    // No instance has this id. The framework reads and deletes histories by instance id, and never meets the mark.
    private const string Partition = "accountvalidation-mark";
    private const string Row = "mark";
    private const string Since = "Since";

    private volatile bool _isSet;

    // The documented name of the history table in a task hub of Azure Storage.
    private TableAccess Histories => new(service.GetTableClient(instances.HubName + "History"), monitor);

    /// <summary>Sets the mark if it is missing, once in the life of the process.</summary>
    /// <param name="before">A time before the acceptance of every later start.</param>
    /// <param name="cancellationToken">Gives up; the next start sets the mark.</param>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    public async Task SetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (_isSet)
        {
            return;
        }

        // The host has made the table. If the table is missing, the hub was deleted a moment ago or is elsewhere. This
        // class makes no table: a mark without a hub would prove everything.
        _isSet =
            await Histories.FindAsync(Partition, Row, cancellationToken) is not null
            || await Histories.InsertWhereThereIsATableAsync(
                new(Partition, Row) { [Since] = before }, cancellationToken);
    }

    /// <summary>Since when the hub has lost instances by purges only; null when nothing proves that.</summary>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    public async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        if (await Histories.FindAsync(Partition, Row, cancellationToken) is { } mark)
        {
            return mark.GetDateTimeOffset(Since);
        }

        _isSet = false; // the hub was made anew under this process, and its next start sets a new mark
        return null;
    }
}
