using AccountValidation.Core.Json;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The accounts, each in a partition with the money journal of its validations. So the lock, the open penny drop and an
/// intent change in one transaction, which the version of the account's row decides. Nothing here is ever deleted.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class AccountRecords(AzureTables tables)
{
    private const string Row = "account";

    /// <summary>The partition of an account: one for all spellings of its id.</summary>
    public static string PartitionOf(string customerAccountId) => customerAccountId.ToLowerInvariant();

    /// <summary>An account; nothing is known of one without a row.</summary>
    public async Task<AccountRecord> FindAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var partition = PartitionOf(customerAccountId);
        return await tables.Records.FindAsync(partition, Row, cancellationToken) is { } entity
            ? new(partition)
            {
                Account = AccountJson.Deserialize(entity.GetString("State")),
                LockedBy = entity.GetString("LockedBy"),
                Beside = entity.GetString("Beside")?.Split(' ') ?? [],
                Read = entity.ETag,
            }
            : new(partition);
    }

    /// <summary>
    /// Writes an account, and a row of the money journal with it when one is given; false when the account has changed
    /// since it was read, or that row is there already. The storage client repeats a call whose answer was lost: so
    /// false may also mean that this was written.
    /// </summary>
    /// <param name="read">The account as it was read.</param>
    /// <param name="changed">The account as it becomes.</param>
    /// <param name="intent">A row to insert; null for none.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<bool> TryPutAsync(
        AccountRecord read, AccountRecord changed, TableEntity? intent, CancellationToken cancellationToken)
    {
        var entity = EntityOf(changed);
        return intent is null
            ? await tables.Records.WriteAsync(entity, read.Read, cancellationToken) is not null
            : await tables.Records.SubmitAsync(
                [
                    read.Read == default
                        ? new(TableTransactionActionType.Add, entity)
                        : new(TableTransactionActionType.UpdateReplace, entity, read.Read),
                    new(TableTransactionActionType.Add, intent),
                ],
                cancellationToken);
    }

    /// <summary>
    /// Changes an account by a rule, which is asked again with what others wrote meanwhile. One that gives the very
    /// same record back changes nothing. It must change nothing either when it is asked again after its own change.
    /// </summary>
    public async Task ChangeAsync(
        string customerAccountId, Func<AccountRecord, AccountRecord> rule, CancellationToken cancellationToken)
    {
        while (
            await FindAsync(customerAccountId, cancellationToken) is var record
            && rule(record) is var changed
            && !ReferenceEquals(record, changed))
        {
            if (await TryPutAsync(record, changed, intent: null, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Makes a new version of an account. Whoever has read the one before, and has not written yet, reads again.
    /// </summary>
    public async Task TouchAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        while (
            await FindAsync(customerAccountId, cancellationToken) is var record
            && !await TryPutAsync(record, record, intent: null, cancellationToken))
        {
            // changed by another meanwhile, or by this: it is touched again
        }
    }

    /// <summary>The row of an account.</summary>
    internal static TableEntity EntityOf(AccountRecord record) => new(record.Partition, Row)
    {
        ["State"] = AccountJson.Serialize(record.Account),
        ["LockedBy"] = record.LockedBy,
        ["Beside"] = record.Beside.Count == 0 ? null : string.Join(' ', record.Beside),
    };
}
