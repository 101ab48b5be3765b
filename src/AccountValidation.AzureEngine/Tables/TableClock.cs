using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The clock that all instances of the app share. It times the proof that no penny was dropped, and the wait after a
/// refusal. The clocks of two machines may differ, and somebody may set either.
/// </summary>
public interface ISharedClock
{
    /// <summary>A time between the start and the end of the call.</summary>
    /// <param name="customerAccountId">The account to ask for; each account has a clock row of its own.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <exception cref="StoreUnavailableException">The table service cannot be reached.</exception>
    Task<DateTimeOffset> NowAsync(string customerAccountId, CancellationToken cancellationToken);
}

/// <summary>The table service's clock: writes a row, and reads the timestamp that the service gave it.</summary>
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
                $"The row {Row} of {partition} has no timestamp, or somebody deleted the row.");
    }
}
