using System.Runtime.CompilerServices;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The rows of unfinished validations, in the partitions of their accounts. An unsettled validation has an unsettled
/// row. A settled validation with a callback to deliver has an entry. So all unfinished work is found without the table
/// of validations. <see cref="AccountRecords"/> says whose validation holds the account.
/// </summary>
public sealed class UnfinishedRows(AzureTables tables)
{
    // Instances of two versions share these rows during a deployment. A row under another name would be lost to the
    // sweep of the other version, and its validation with it. So these names never change.
    private const string UnsettledPrefix = "slot-";
    private const string AfterUnsettled = "slot."; // the character after the prefix's last
    private const string UnfinishedPrefix = "open-";
    private const string IsStarted = "IsStarted";
    private const string SweepAt = "LookAt";
    private const int PageSize = 1000;

    // The columns that a sweep reads of rows that it does not visit.
    private static readonly string[] Outline =
    [
        "PartitionKey",
        "RowKey",
        "Timestamp",
        "ValidationId",
        "CreatedAt",
        "DeadlineAt",
        IsStarted,
        SweepAt,
    ];

    /// <summary>Writes the unsettled row of a start, before the start locks its account.</summary>
    public async Task PutAsync(UnsettledRow unsettled, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await tables.Unfinished.PutAsync(EntityOf(unsettled), cancellationToken);
    }

    /// <summary>The unsettled row of a validation; null when no such row exists.</summary>
    public async Task<UnsettledRow?> FindUnsettledRowAsync(
        string customerAccountId, string validationId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return
            await tables.Unfinished.FindAsync(
                AccountRecords.PartitionOf(customerAccountId), UnsettledKeyOf(validationId), cancellationToken)
                is { } entity
            ? UnsettledRowFrom(entity)
            : null;
    }

    /// <summary>Notes that a start is complete. An unsettled row that was freed meanwhile stays free.</summary>
    public Task MarkStartedAsync(UnsettledRow unsettled, CancellationToken cancellationToken) =>
        tables.Unfinished.MergeAsync(
            new(PartitionOf(unsettled.Validation), UnsettledKeyOf(unsettled.Validation.Id)) { [IsStarted] = true },
            cancellationToken);

    /// <summary>Deletes the unsettled row of a start that is given up.</summary>
    public Task FreeAsync(UnsettledRow unsettled, CancellationToken cancellationToken) =>
        tables.Unfinished.DeleteAsync(
            PartitionOf(unsettled.Validation), UnsettledKeyOf(unsettled.Validation.Id), ETag.All, cancellationToken);

    /// <summary>
    /// Deletes the unsettled row of a settling validation and adds its entry in the same transaction. So the unfinished
    /// rows never lose the validation.
    /// </summary>
    public async Task ReleaseAsync(Validation settling, CancellationToken cancellationToken)
    {
        var (unsettled, unfinished) = (
            new TableEntity(PartitionOf(settling), UnsettledKeyOf(settling.Id)), UnfinishedEntityOf(settling));
        TableTransactionAction[] exchange =
        [
            new(TableTransactionActionType.Delete, unsettled, ETag.All),
            new(TableTransactionActionType.UpsertReplace, unfinished),
        ];
        if (!await tables.Unfinished.SubmitAsync(exchange, cancellationToken))
        {
            await tables.Unfinished.PutAsync(unfinished, cancellationToken); // it has no unsettled row any more
        }
    }

    /// <summary>Adds the entry of a settled validation that has work left again.</summary>
    public async Task AddAsync(Validation settled, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await tables.Unfinished.PutAsync(UnfinishedEntityOf(settled), cancellationToken);
    }

    /// <summary>Deletes the entry of a finished validation.</summary>
    public Task CloseAsync(Validation finished, CancellationToken cancellationToken) =>
        tables.Unfinished.DeleteAsync(
            PartitionOf(finished), UnfinishedPrefix + finished.Id, ETag.All, cancellationToken);

    /// <summary>
    /// Deletes a row of a missing or finished validation, unless the row was written again since it was read.
    /// </summary>
    public Task RemoveAsync(UnfinishedRow found, CancellationToken cancellationToken) =>
        tables.Unfinished.DeleteAsync(found.Partition, RowOf(found), found.Read, cancellationToken);

    /// <summary>The ids of an account's unsettled validations, whoever the customer is.</summary>
    public async Task<IReadOnlyList<string>> FindUnsettledAsync(
        string customerAccountId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var partition = AccountRecords.PartitionOf(customerAccountId);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {UnsettledPrefix} and RowKey lt {AfterUnsettled}");
        return await tables
            .Unfinished.QueryAsync(filter, PageSize, cancellationToken)
            .Select(entity => entity.GetString("ValidationId"))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Counts unsettled rows by their keys alone, up to a bound. A thousand rows cost a transaction.</summary>
    public async Task<int> CountUnsettledAsync(int most, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"RowKey ge {UnsettledPrefix} and RowKey lt {AfterUnsettled}");
        return await tables
            .Unfinished.QueryAsync(filter, PageSize, cancellationToken, select: ["RowKey"])
            .Take(most)
            .CountAsync(cancellationToken);
    }

    /// <summary>All unfinished rows, in outline.</summary>
    public async IAsyncEnumerable<UnfinishedRow> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await foreach (var entity in tables.Unfinished.QueryAsync("", PageSize, cancellationToken, Outline))
        {
            yield return new(entity.GetString("ValidationId"), entity.PartitionKey)
            {
                IsUnsettled = entity.RowKey.StartsWith(UnsettledPrefix, StringComparison.Ordinal),
                IsStarted = entity.GetBoolean(IsStarted) ?? false,
                CreatedAt = entity.GetDateTimeOffset("CreatedAt"),
                DeadlineAt = entity.GetDateTimeOffset("DeadlineAt"),
                SweepAt = entity.GetDateTimeOffset(SweepAt),
                WrittenAt = entity.Timestamp ?? DateTimeOffset.MaxValue,
                Read = entity.ETag,
            };
        }
    }

    /// <summary>Notes the next visit of a sweep. A row that was deleted stays deleted.</summary>
    public Task SweepAgainAsync(UnfinishedRow found, DateTimeOffset at, CancellationToken cancellationToken) =>
        tables.Unfinished.MergeAsync(new(found.Partition, RowOf(found)) { [SweepAt] = at }, cancellationToken);

    /// <summary>The key of a validation's unsettled row.</summary>
    internal static string UnsettledKeyOf(string validationId) => UnsettledPrefix + validationId;

    private static string RowOf(UnfinishedRow found) =>
        (found.IsUnsettled ? UnsettledPrefix : UnfinishedPrefix) + found.ValidationId;

    private static string PartitionOf(Validation validation) =>
        AccountRecords.PartitionOf(validation.Request.CustomerAccountId);

    private static TableEntity UnfinishedEntityOf(Validation validation) =>
        new(PartitionOf(validation), UnfinishedPrefix + validation.Id) { ["ValidationId"] = validation.Id };

    private static TableEntity EntityOf(UnsettledRow unsettled) =>
        new(PartitionOf(unsettled.Validation), UnsettledKeyOf(unsettled.Validation.Id))
        {
            ["ValidationId"] = unsettled.Validation.Id,
            ["State"] = StateJson.Serialize(Confidential.RemovedFrom(unsettled.Validation)),
            ["CallbackUrl"] = unsettled.Validation.Request.CallbackUrl,
            ["Metadata"] = JsonSerializer.Serialize(
                new(unsettled.Validation.Request.Metadata), RowJson.Default.DictionaryStringString),
            ["KeyDigest"] = unsettled.Key?.Digest,
            ["Fingerprint"] = unsettled.Key?.Fingerprint,
            ["Before"] = unsettled.Before is { } before ? AccountJson.Serialize(before) : null,
            [IsStarted] = unsettled.IsStarted,
            ["CreatedAt"] = unsettled.Validation.CreatedAt,
            ["DeadlineAt"] = unsettled.Validation.DeadlineAt,
        };

    /// <summary>Reads an unsettled row.</summary>
    /// <exception cref="StateFormatException">The row's state cannot be read.</exception>
    internal static UnsettledRow UnsettledRowFrom(TableEntity entity)
    {
        var confidential = new Confidential
        {
            CallbackUrl = entity.GetString("CallbackUrl"),
            Metadata = JsonSerializer.Deserialize(entity.GetString("Metadata"), RowJson.Default.DictionaryStringString)
                ?? [],
        };
        return new(
            confidential.RestoredTo(StateJson.Deserialize(entity.GetString("State"))),
            entity.GetString("KeyDigest") is { } digest ? new(digest, entity.GetString("Fingerprint")) : null,
            entity.GetBoolean(IsStarted) ?? false,
            entity.GetString("Before") is { } before ? AccountJson.Deserialize(before) : null);
    }
}

/// <summary>
/// The unsettled row of a validation. It holds the whole request, so every caller that meets a broken-off start can
/// complete it.
/// </summary>
/// <param name="Validation">The validation at its start, with the facts of its account.</param>
/// <param name="Key">The idempotency key of the request; null without a key.</param>
/// <param name="IsStarted">True when the start is complete.</param>
/// <param name="Before">The account before the start, to restore when the start is given up; null when the row does not
/// say.</param>
public sealed record UnsettledRow(Validation Validation, KeyClaim? Key, bool IsStarted, Account? Before = null);

/// <summary>An unfinished row, in outline.</summary>
/// <param name="ValidationId">The id of the validation.</param>
/// <param name="Partition">The partition of the validation's account.</param>
public sealed record UnfinishedRow(string ValidationId, string Partition)
{
    /// <summary>True for an unsettled row, false for the entry of a settled validation.</summary>
    public bool IsUnsettled { get; init; }

    /// <summary>True when the start of an unsettled row's validation is complete.</summary>
    public bool IsStarted { get; init; }

    /// <summary>When the validation was accepted; null once it has settled.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the validation expires; null once it has settled.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>When a sweep next visits the row; null before the first visit.</summary>
    public DateTimeOffset? SweepAt { get; init; }

    /// <summary>When the row was last written.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag Read { get; init; }
}
