using AccountValidation.Core.Json;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The accounts, each in a partition with the money journal of its validations. So the lock, the open drop and an
/// intent change in the same transaction. The version of the account's row decides. This class never deletes.
/// </summary>
public sealed class AccountRecords(AzureTables tables)
{
    private const string Row = "account";

    /// <summary>The partition of an account, the same for all spellings of its id.</summary>
    public static string PartitionOf(string customerAccountId) => customerAccountId.ToLowerInvariant();

    /// <summary>Finds an account; an account without a row has no known facts.</summary>
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
    /// Writes an account, with a row of the money journal if given. False when the account has changed since it was
    /// read, or when the journal's row exists. The storage client repeats a call whose answer was lost, so after a
    /// false this write may have succeeded.
    /// </summary>
    /// <param name="read">The account as it was read.</param>
    /// <param name="changed">The changed account.</param>
    /// <param name="intent">A row of the money journal to insert; null to insert no row.</param>
    /// <param name="cancellationToken">Gives up; the write may have succeeded.</param>
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
    /// Changes an account by a rule. The rule runs again after a write by somebody else. A rule that returns the same
    /// instance changes nothing. A rule must change nothing when it runs again after its own change.
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
    /// Makes a new version of an account. A caller that has read the older version and not written yet must read again.
    /// </summary>
    public async Task TouchAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        while (
            await FindAsync(customerAccountId, cancellationToken) is var record
            && !await TryPutAsync(record, record, intent: null, cancellationToken))
        {
            // another writer, or this call itself, changed the account: touch again
        }
    }

    /// <summary>The table row of an account.</summary>
    internal static TableEntity EntityOf(AccountRecord record) => new(record.Partition, Row)
    {
        ["State"] = AccountJson.Serialize(record.Account),
        ["LockedBy"] = record.LockedBy,
        ["Beside"] = record.Beside.Count == 0 ? null : string.Join(' ', record.Beside),
    };
}
