using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Works out the accounts of a storage from before accounts were kept, once: a row marks the end. The migration only
/// adds rows and moves unsettled rows. So several processes may run it at once, and after a crash another process
/// continues it. If validations run for two spellings of an account, all stay, and one of them holds the account. A
/// penny drop that an ended validation left uncertain is open.
/// </summary>
internal sealed class AccountMigration(AzureTables tables, TimeProvider timeProvider)
{
    private const string UnsettledPrefix = "slot-";
    private const string DonePartition = "migration of accounts"; // no id has a space
    private const string DoneRow = "done";
    private const int PageSize = 1000;

    // Longer than a penny drop stays open, so every open drop of an ended validation is found.
    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(7);

    /// <summary>Migrates the storage, unless the mark says that the migration is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await tables.Records.FindAsync(DonePartition, DoneRow, cancellationToken) is not null)
        {
            return;
        }

        var unsettledRows = await MoveUnsettledAsync(cancellationToken);
        if (unsettledRows.Count > 0)
        {
            await tables.OldJournal.EnsureAsync(cancellationToken);
        }

        var ended = await ReadEndedAsync(cancellationToken);
        foreach (
            var partition in unsettledRows
                .Select(unsettled => unsettled.PartitionKey)
                .Concat(ended.Keys)
                .Distinct(StringComparer.Ordinal))
        {
            await FillAsync(
                partition,
                [.. unsettledRows.Where(unsettled => unsettled.PartitionKey == partition)],
                ended.GetValueOrDefault(partition, []),
                cancellationToken);
        }

        await tables.Records.PutAsync(
            new(DonePartition, DoneRow) { ["At"] = timeProvider.GetUtcNow() }, cancellationToken);
    }

    // Moves every unsettled row to its new place: the partition of all spellings, with a row for each validation. The
    // old row is deleted once the new row exists.
    private async Task<IReadOnlyList<TableEntity>> MoveUnsettledAsync(CancellationToken cancellationToken)
    {
        var moved = new List<TableEntity>();
        foreach (
            var unsettled in await tables
                .Unfinished.QueryAsync("", PageSize, cancellationToken)
                .Where(IsUnsettled)
                .ToListAsync(cancellationToken))
        {
            var id = unsettled.GetString("ValidationId");
            var isOld = unsettled.RowKey != UnfinishedRows.UnsettledKeyOf(id);
            var wanted = isOld
                ? Moved(
                    unsettled, AccountRecords.PartitionOf(unsettled.PartitionKey), UnfinishedRows.UnsettledKeyOf(id))
                : unsettled;
            // A settled validation got its unsettled row back when the storage client repeated an insert.
            var hasSettled = await HasSettledAsync(id, cancellationToken);
            if (!hasSettled)
            {
                moved.Add(wanted);
                await tables.Unfinished.InsertAsync(wanted, cancellationToken);
            }

            if (isOld || hasSettled)
            {
                await tables.Unfinished.DeleteAsync(
                    unsettled.PartitionKey, unsettled.RowKey, ETag.All, cancellationToken);
            }
        }

        return moved;
    }

    private async Task<bool> HasSettledAsync(string validationId, CancellationToken cancellationToken) =>
        RowKeys.Of(validationId) is { } keys
        && await tables.Validations.FindAsync(keys.Partition, keys.Row, cancellationToken) is { } row
        && row.GetString("Status") != StatusNames.Of(ValidationStatus.Pending);

    // Reads validations that lately expired with an open drop, and all settled validations of the same accounts.
    private async Task<Dictionary<string, List<Validation>>> ReadEndedAsync(CancellationToken cancellationToken)
    {
        var (expired, since) = (StatusNames.Of(ValidationStatus.Expired), timeProvider.GetUtcNow() - LongestAgo);
        var left = await tables
            .Validations.QueryAsync(TableClient.CreateQueryFilter($"Status eq {expired}"), PageSize, cancellationToken)
            .Select(TryRead)
            .Where(validation => validation?.Stage is Stage.Settled { Left: not null } settled && settled.At >= since)
            .ToListAsync(cancellationToken);
        var ended = new Dictionary<string, List<Validation>>(StringComparer.Ordinal);
        foreach (
            var id in left.Select(validation => validation!.Request.CustomerAccountId).Distinct(StringComparer.Ordinal))
        {
            var all = ended.TryGetValue(AccountRecords.PartitionOf(id), out var known)
                ? known
                : ended[AccountRecords.PartitionOf(id)] = [];
            all.AddRange(await ReadSettledAsync(id, cancellationToken));
        }

        return ended;
    }

    private async Task<IReadOnlyList<Validation>> ReadSettledAsync(
        string customerAccountId, CancellationToken cancellationToken)
    {
        var settled = new List<Validation>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ListScan.OfAccount(customerAccountId)}");
        await foreach (var entry in tables.Index.QueryAsync(filter, PageSize, cancellationToken))
        {
            if (RowKeys.Of(entry.GetString("ValidationId")) is { } keys
                && await tables.Validations.FindAsync(keys.Partition, keys.Row, cancellationToken) is { } row
                && TryRead(row) is { IsSettled: true } validation)
            {
                settled.Add(validation);
            }
        }

        return settled;
    }

    private async Task FillAsync(
        string partition,
        IReadOnlyList<TableEntity> unsettledRows,
        IEnumerable<Validation> ended,
        CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var account = ended
            .OrderBy(validation => ((Stage.Settled)validation.Stage).At)
            .Aggregate(Account.Unknown, AccountRules.KeepEnded);
        var underWay = new List<(string Id, Validation? Known)>();
        foreach (var unsettled in unsettledRows)
        {
            var drops = await MoveDropsAsync(partition, unsettled.GetString("ValidationId"), cancellationToken);
            underWay.Add(
                (
                    unsettled.GetString("ValidationId"),
                    TryReadUnsettled(unsettled) is { } started ? Recovery.WithJournal(started, drops) : null));
        }

        // The holder is the validation whose penny may be on its way. Otherwise the older validation holds, by the time
        // in its id.
        var holder = underWay
            .OrderByDescending(one => one.Known?.Stage is Stage.DropUnderWay)
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        var record = new AccountRecord(partition)
        {
            Account = account,
            LockedBy = holder.Id,
            Beside = [.. underWay.Select(one => one.Id)],
        };
        record = holder.Known is { } known
            ? record.LockedFor(known, now)
            : record with
            {
                Beside = [.. record.Beside.Where(id => id != holder.Id)],
            };
        await tables.Records.InsertAsync(AccountRecords.EntityOf(record), cancellationToken);
    }

    private async Task<IReadOnlyList<BegunDrop>> MoveDropsAsync(
        string partition, string validationId, CancellationToken cancellationToken)
    {
        var drops = new List<BegunDrop>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {validationId}");
        await foreach (var entity in tables.OldJournal.QueryAsync(filter, PageSize, cancellationToken))
        {
            if (entity.GetBoolean("Closed") is true)
            {
                // This row kept an ended orchestration from beginning an attempt; today the account's version does
                // that.
                continue;
            }

            var drop = TableMoneyJournal.DropFrom(entity);
            var moved = Moved(entity, partition, TableMoneyJournal.RowOf(validationId, drop.Attempt));
            moved["ValidationId"] = validationId;
            await tables.Records.InsertAsync(moved, cancellationToken);
            drops.Add(drop);
        }

        return drops;
    }

    private static bool IsUnsettled(TableEntity entity) =>
        entity.RowKey.StartsWith(UnsettledPrefix, StringComparison.Ordinal);

    private static TableEntity Moved(TableEntity entity, string partition, string row)
    {
        var moved = new TableEntity(partition, row);
        foreach (
            var (name, value) in entity.Where(column =>
                column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")))
        {
            moved[name] = value;
        }

        return moved;
    }

    // A damaged row keeps its lock, and its readers report it.
    private static Validation? TryReadUnsettled(TableEntity unsettled)
    {
        try
        {
            return UnfinishedRows.UnsettledRowFrom(unsettled).Validation;
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    private static Validation? TryRead(TableEntity row)
    {
        try
        {
            return ValidationRow.From(row).State;
        }
        catch (StateFormatException)
        {
            return null;
        }
    }
}
