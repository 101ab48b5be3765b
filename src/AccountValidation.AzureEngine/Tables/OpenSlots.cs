using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>Counts the slots of <see cref="OpenRows"/>: one for each validation that has not settled.</summary>
/// <param name="tables">The tables.</param>
public sealed class OpenSlots(AzureTables tables)
{
    private const int PageSize = 1000; // the most that a page can hold
    private const string AfterSlots = "slot."; // the character after the prefix's last

    /// <summary>Counts slots, by their keys alone, up to a number: more are not read. A thousand cost a transaction.</summary>
    public async Task<int> CountAsync(int most, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"RowKey ge {OpenRows.SlotRowOf("")} and RowKey lt {AfterSlots}");
        return await tables.Open.QueryAsync(filter, PageSize, cancellationToken, select: ["RowKey"]).Take(most).CountAsync(cancellationToken);
    }
}
