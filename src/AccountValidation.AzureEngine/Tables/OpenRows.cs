using System.Runtime.CompilerServices;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// What is not finished, in the partition of its account: a slot for each validation that has not settled, and an entry for each that has and whose
/// callback is still to be delivered. So whatever is open is found without the validations' table. Which slot's validation holds the account is
/// told by <see cref="AccountRecords"/>.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class OpenRows(AzureTables tables)
{
    private const string SlotPrefix = "slot-";
    private const string AfterSlots = "slot."; // the character after the prefix's last
    private const string OpenPrefix = "open-";
    private const string IsStarted = "IsStarted";
    private const string LookAt = "LookAt";
    private const int PageSize = 1000;

    // What a sweep needs to know of what it need not look after.
    private static readonly string[] Outline = ["PartitionKey", "RowKey", "Timestamp", "ValidationId", "CreatedAt", "DeadlineAt", IsStarted, LookAt];

    /// <summary>Writes the slot of a start, before it takes its account.</summary>
    public async Task PutAsync(Slot slot, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await tables.Open.PutAsync(EntityOf(slot), cancellationToken);
    }

    /// <summary>The slot of a validation; null when it has none.</summary>
    public async Task<Slot?> FindSlotAsync(string customerAccountId, string validationId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return await tables.Open.FindAsync(AccountRecords.PartitionOf(customerAccountId), SlotRowOf(validationId), cancellationToken) is { } entity
            ? SlotFrom(entity)
            : null;
    }

    /// <summary>Notes that a start is complete. A slot that was freed meanwhile stays free.</summary>
    public Task MarkStartedAsync(Slot slot, CancellationToken cancellationToken) =>
        tables.Open.MergeAsync(new(PartitionOf(slot.Validation), SlotRowOf(slot.Validation.Id)) { [IsStarted] = true }, cancellationToken);

    /// <summary>Takes out the slot of a start that is given up.</summary>
    public Task FreeAsync(Slot slot, CancellationToken cancellationToken) =>
        tables.Open.DeleteAsync(PartitionOf(slot.Validation), SlotRowOf(slot.Validation.Id), ETag.All, cancellationToken);

    /// <summary>Takes out the slot of a validation that settles. In the same step it gets an entry, so that it is never lost from what is open.</summary>
    public async Task ReleaseAsync(Validation settling, CancellationToken cancellationToken)
    {
        var (slot, open) = (new TableEntity(PartitionOf(settling), SlotRowOf(settling.Id)), OpenEntityOf(settling));
        TableTransactionAction[] exchange = [new(TableTransactionActionType.Delete, slot, ETag.All), new(TableTransactionActionType.UpsertReplace, open)];
        if (!await tables.Open.SubmitAsync(exchange, cancellationToken))
        {
            await tables.Open.PutAsync(open, cancellationToken); // it has no slot any more
        }
    }

    /// <summary>Enters a validation that has settled and has something left to do again.</summary>
    public async Task OpenAsync(Validation settled, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await tables.Open.PutAsync(OpenEntityOf(settled), cancellationToken);
    }

    /// <summary>Takes out a validation for which nothing is left to do.</summary>
    public Task CloseAsync(Validation finished, CancellationToken cancellationToken) =>
        tables.Open.DeleteAsync(PartitionOf(finished), OpenPrefix + finished.Id, ETag.All, cancellationToken);

    /// <summary>Takes out what belongs to no validation any more, or to one for which nothing is left to do, unless it was written again since it was read.</summary>
    public Task RemoveAsync(OpenRow found, CancellationToken cancellationToken) =>
        tables.Open.DeleteAsync(found.Partition, RowOf(found), found.Read, cancellationToken);

    /// <summary>The ids of the validations of an account that have not settled, whichever customer it belongs to.</summary>
    public async Task<IReadOnlyList<string>> FindUnsettledAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var partition = AccountRecords.PartitionOf(customerAccountId);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {SlotPrefix} and RowKey lt {AfterSlots}");
        return await tables.Open.QueryAsync(filter, PageSize, cancellationToken).Select(entity => entity.GetString("ValidationId")).ToListAsync(cancellationToken);
    }

    /// <summary>Counts slots, by their keys alone, up to a number: more are not read. A thousand cost a transaction.</summary>
    public async Task<int> CountSlotsAsync(int most, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"RowKey ge {SlotPrefix} and RowKey lt {AfterSlots}");
        return await tables.Open.QueryAsync(filter, PageSize, cancellationToken, select: ["RowKey"]).Take(most).CountAsync(cancellationToken);
    }

    /// <summary>Everything that is open, in outline.</summary>
    public async IAsyncEnumerable<OpenRow> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await foreach (var entity in tables.Open.QueryAsync("", PageSize, cancellationToken, Outline))
        {
            yield return new(entity.GetString("ValidationId"), entity.PartitionKey)
            {
                IsSlot = entity.RowKey.StartsWith(SlotPrefix, StringComparison.Ordinal),
                IsStarted = entity.GetBoolean(IsStarted) ?? false,
                CreatedAt = entity.GetDateTimeOffset("CreatedAt"),
                DeadlineAt = entity.GetDateTimeOffset("DeadlineAt"),
                LookAt = entity.GetDateTimeOffset(LookAt),
                WrittenAt = entity.Timestamp ?? DateTimeOffset.MaxValue,
                Read = entity.ETag,
            };
        }
    }

    /// <summary>Notes when a sweep is to look after something again. What is not open any more stays so.</summary>
    public Task LookAgainAsync(OpenRow found, DateTimeOffset at, CancellationToken cancellationToken) =>
        tables.Open.MergeAsync(new(found.Partition, RowOf(found)) { [LookAt] = at }, cancellationToken);

    /// <summary>The key of a validation's slot.</summary>
    internal static string SlotRowOf(string validationId) => SlotPrefix + validationId;

    private static string RowOf(OpenRow found) => (found.IsSlot ? SlotPrefix : OpenPrefix) + found.ValidationId;

    private static string PartitionOf(Validation validation) => AccountRecords.PartitionOf(validation.Request.CustomerAccountId);

    private static TableEntity OpenEntityOf(Validation validation) => new(PartitionOf(validation), OpenPrefix + validation.Id) { ["ValidationId"] = validation.Id };

    private static TableEntity EntityOf(Slot slot) => new(PartitionOf(slot.Validation), SlotRowOf(slot.Validation.Id))
    {
        ["ValidationId"] = slot.Validation.Id,
        ["State"] = StateJson.Serialize(Confidential.RemovedFrom(slot.Validation)),
        ["CallbackUrl"] = slot.Validation.Request.CallbackUrl,
        ["Metadata"] = JsonSerializer.Serialize(new(slot.Validation.Request.Metadata), RowJson.Default.DictionaryStringString),
        ["KeyDigest"] = slot.Key?.Digest,
        ["Fingerprint"] = slot.Key?.Fingerprint,
        ["Before"] = slot.Before is { } before ? AccountJson.Serialize(before) : null,
        [IsStarted] = slot.IsStarted,
        ["CreatedAt"] = slot.Validation.CreatedAt,
        ["DeadlineAt"] = slot.Validation.DeadlineAt,
    };

    /// <summary>Reads a slot.</summary>
    /// <exception cref="StateFormatException">The state cannot be read.</exception>
    internal static Slot SlotFrom(TableEntity entity)
    {
        var confidential = new Confidential
        {
            CallbackUrl = entity.GetString("CallbackUrl"),
            Metadata = JsonSerializer.Deserialize(entity.GetString("Metadata"), RowJson.Default.DictionaryStringString) ?? [],
        };
        return new(
            confidential.RestoredTo(StateJson.Deserialize(entity.GetString("State"))),
            entity.GetString("KeyDigest") is { } digest ? new(digest, entity.GetString("Fingerprint")) : null,
            entity.GetBoolean(IsStarted) ?? false,
            entity.GetString("Before") is { } before ? AccountJson.Deserialize(before) : null);
    }
}

/// <summary>The slot of a validation. It holds the whole request, so that whoever meets a start that was broken off completes it.</summary>
/// <param name="Validation">The validation as it starts, with what its account knew.</param>
/// <param name="Key">The idempotency key that came with the request; null for none.</param>
/// <param name="IsStarted">True when the start is complete.</param>
/// <param name="Before">The account before it, for a start that is given up; null when that was not noted.</param>
public sealed record Slot(Validation Validation, KeyClaim? Key, bool IsStarted, Account? Before = null);

/// <summary>Something that is not finished, in outline.</summary>
/// <param name="ValidationId">The validation.</param>
/// <param name="Partition">The partition of its account.</param>
public sealed record OpenRow(string ValidationId, string Partition)
{
    /// <summary>True for a slot, of a validation that has not settled.</summary>
    public bool IsSlot { get; init; }

    /// <summary>True when the start of a slot's validation is complete.</summary>
    public bool IsStarted { get; init; }

    /// <summary>When it was accepted; null when it has settled.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it expires; null when it has settled.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>When a sweep is to look after it again; null when none has yet.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>When this was written.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag Read { get; init; }
}
