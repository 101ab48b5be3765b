using System.Runtime.CompilerServices;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// What is not finished, in the partition of its account: the slot of the validation that has not settled, which is the account's lock, and
/// an entry for each that has settled and whose callback is still to be delivered. So whatever is open is found without the validations' table.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class AccountRows(AzureTables tables)
{
    private const string SlotPrefix = "slot-";
    private const string AfterSlots = "slot."; // the character after the prefix's last
    private const string OpenPrefix = "open-";
    private const int PageSize = 1000;

    /// <summary>Takes the account's slot for a start, or gives back whose it is. The insert decides.</summary>
    public async Task<Slot> TakeAsync(Slot wanted, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        while (true)
        {
            if (await tables.Accounts.InsertAsync(EntityOf(wanted), cancellationToken))
            {
                return wanted;
            }

            if (await FindSlotAsync(wanted.Validation.Request.CustomerAccountId, wanted.Validation.Request.CustomerId, cancellationToken) is { } holder)
            {
                return holder; // ours too, when the storage client repeated an insert whose answer was lost
            }
        }
    }

    /// <summary>The slot of an account; null when it is free.</summary>
    public async Task<Slot?> FindSlotAsync(string customerAccountId, string customerId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return await tables.Accounts.FindAsync(customerAccountId, SlotPrefix + customerId, cancellationToken) is { } entity ? SlotFrom(entity) : null;
    }

    /// <summary>True while the account's slot is this validation's.</summary>
    public async Task<bool> HoldsSlotAsync(Validation validation, CancellationToken cancellationToken) =>
        await FindHeldAsync(validation, cancellationToken) is not null;

    /// <summary>Notes that a start is complete. A slot that was freed meanwhile stays free.</summary>
    public async Task MarkStartedAsync(Slot slot, CancellationToken cancellationToken)
    {
        if (await FindHeldAsync(slot.Validation, cancellationToken) is { IsStarted: false } held)
        {
            await tables.Accounts.ReplaceAsync(EntityOf(held with { IsStarted = true }), held.Read, cancellationToken);
        }
    }

    /// <summary>Frees the slot of a start that is given up.</summary>
    public async Task FreeAsync(Slot slot, CancellationToken cancellationToken)
    {
        if (await FindHeldAsync(slot.Validation, cancellationToken) is { } held)
        {
            await tables.Accounts.DeleteAsync(slot.Validation.Request.CustomerAccountId, SlotPrefix + slot.Validation.Request.CustomerId, held.Read, cancellationToken);
        }
    }

    /// <summary>Frees the slot of a validation that settles. In the same step it gets an entry, so that it is never lost from what is open.</summary>
    public async Task ReleaseAsync(Validation settling, CancellationToken cancellationToken)
    {
        var open = OpenEntityOf(settling);
        while (await FindHeldAsync(settling, cancellationToken) is { } held)
        {
            var release = new TableTransactionAction(TableTransactionActionType.Delete, EntityOf(held), held.Read);
            if (await tables.Accounts.SubmitAsync([release, new(TableTransactionActionType.UpsertReplace, open)], cancellationToken))
            {
                return;
            }
        }

        await tables.Accounts.PutAsync(open, cancellationToken);
    }

    /// <summary>Enters a validation that has settled and has something left to do again.</summary>
    public async Task OpenAsync(Validation settled, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await tables.Accounts.PutAsync(OpenEntityOf(settled), cancellationToken);
    }

    /// <summary>Takes out a validation for which nothing is left to do.</summary>
    public Task CloseAsync(Validation finished, CancellationToken cancellationToken) =>
        tables.Accounts.DeleteAsync(finished.Request.CustomerAccountId, OpenPrefix + finished.Id, ETag.All, cancellationToken);

    /// <summary>Takes out what belongs to no validation any more.</summary>
    public Task CloseAsync(OpenRow open, CancellationToken cancellationToken) =>
        tables.Accounts.DeleteAsync(open.CustomerAccountId, OpenPrefix + open.ValidationId, ETag.All, cancellationToken);

    /// <summary>The ids of the validations of an account that have not settled, whichever customer it belongs to.</summary>
    public async Task<IReadOnlyList<string>> FindInFlightAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {customerAccountId} and RowKey ge {SlotPrefix} and RowKey lt {AfterSlots}");
        return await tables.Accounts.QueryAsync(filter, PageSize, cancellationToken).Select(entity => entity.GetString("ValidationId")).ToListAsync(cancellationToken);
    }

    /// <summary>Everything that is open.</summary>
    public async IAsyncEnumerable<OpenRow> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await foreach (var entity in tables.Accounts.QueryAsync("", PageSize, cancellationToken))
        {
            var isSlot = entity.RowKey.StartsWith(SlotPrefix, StringComparison.Ordinal);
            yield return new(
                entity.GetString("ValidationId"),
                entity.PartitionKey,
                isSlot ? new(() => SlotFrom(entity)) : null,
                isSlot ? entity.GetDateTimeOffset("CreatedAt") : null,
                isSlot ? entity.GetDateTimeOffset("DeadlineAt") : null,
                entity.Timestamp ?? DateTimeOffset.MaxValue);
        }
    }

    private async Task<Slot?> FindHeldAsync(Validation validation, CancellationToken cancellationToken) =>
        await FindSlotAsync(validation.Request.CustomerAccountId, validation.Request.CustomerId, cancellationToken) is { } slot && slot.Validation.Id == validation.Id
            ? slot
            : null;

    private static TableEntity OpenEntityOf(Validation validation) =>
        new(validation.Request.CustomerAccountId, OpenPrefix + validation.Id) { ["ValidationId"] = validation.Id };

    private static TableEntity EntityOf(Slot slot) => new(slot.Validation.Request.CustomerAccountId, SlotPrefix + slot.Validation.Request.CustomerId)
    {
        ["ValidationId"] = slot.Validation.Id,
        ["State"] = StateJson.Serialize(Confidential.RemovedFrom(slot.Validation)),
        ["CallbackUrl"] = slot.Validation.Request.CallbackUrl,
        ["Metadata"] = JsonSerializer.Serialize(new(slot.Validation.Request.Metadata), RowJson.Default.DictionaryStringString),
        ["KeyDigest"] = slot.Key?.Digest,
        ["Fingerprint"] = slot.Key?.Fingerprint,
        ["IsStarted"] = slot.IsStarted,
        ["CreatedAt"] = slot.Validation.CreatedAt,
        ["DeadlineAt"] = slot.Validation.DeadlineAt,
    };

    private static Slot SlotFrom(TableEntity entity)
    {
        var confidential = new Confidential
        {
            CallbackUrl = entity.GetString("CallbackUrl"),
            Metadata = JsonSerializer.Deserialize(entity.GetString("Metadata"), RowJson.Default.DictionaryStringString) ?? [],
        };
        return new(
            confidential.RestoredTo(StateJson.Deserialize(entity.GetString("State"))),
            entity.GetString("KeyDigest") is { } digest ? new(digest, entity.GetString("Fingerprint")) : null,
            entity.GetBoolean("IsStarted") ?? false)
        {
            Read = entity.ETag,
        };
    }
}

/// <summary>The slot of an account. It holds the whole request, so that whoever meets a start that was broken off completes it.</summary>
/// <param name="Validation">Who holds it, as it was accepted.</param>
/// <param name="Key">The idempotency key that came with the request; null for none.</param>
/// <param name="IsStarted">True when the start is complete.</param>
public sealed record Slot(Validation Validation, KeyClaim? Key, bool IsStarted)
{
    /// <summary>The version that was read.</summary>
    public ETag Read { get; init; }
}

/// <summary>Something that is not finished.</summary>
/// <param name="ValidationId">The validation.</param>
/// <param name="CustomerAccountId">Its account.</param>
/// <param name="Slot">The account's slot, when it has not settled; reading it fails when a newer version wrote it.</param>
/// <param name="CreatedAt">When it was accepted; null when it has settled.</param>
/// <param name="DeadlineAt">When it expires; null when it has settled.</param>
/// <param name="Since">When this was written.</param>
public sealed record OpenRow(string ValidationId, string CustomerAccountId, Lazy<Slot>? Slot, DateTimeOffset? CreatedAt, DateTimeOffset? DeadlineAt, DateTimeOffset Since);
