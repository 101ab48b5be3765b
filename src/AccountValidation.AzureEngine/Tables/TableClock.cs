using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The one clock that all instances of the app share. What proves that a penny was not dropped, and what must wait
/// after a refusal, is counted by it: the clocks of two machines may differ, and one of them may be set.
/// </summary>
public interface ISharedClock
{
    /// <summary>A time that is not earlier than the call and not later than its end.</summary>
    /// <param name="customerAccountId">The account that is asked for: accounts have nothing to do with each
    /// other.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="StoreUnavailableException">It cannot be asked.</exception>
    Task<DateTimeOffset> NowAsync(string customerAccountId, CancellationToken cancellationToken);
}

/// <summary>
/// The table service's clock: a row is written, and read again with the timestamp that the service has given it.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class TableClock(AzureTables tables) : ISharedClock
{
    private const string Row = "clock";

    /// <inheritdoc/>
    public async Task<DateTimeOffset> NowAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var partition = AccountRecords.PartitionOf(customerAccountId);
        await tables.Records.PutAsync(new TableEntity(partition, Row), cancellationToken);
        var written = await tables.Records.FindAsync(partition, Row, cancellationToken);
        return written?.Timestamp
            ?? throw new InvalidOperationException(
                $"The row {Row} of {partition} has no timestamp, or was deleted by somebody.");
    }
}
