using System.Runtime.CompilerServices;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Reads rows newest first. A list of a customer or an account follows its index entries. Every other list follows the
/// days, within the requested range of time. Only rows that the list shows are read.
/// </summary>
public sealed class ListScan(AzureTables tables, ValidationRows rows)
{
    private const int PageSize = 200;

    // An id holds the time of its creation, a moment before the time of acceptance.
    private static readonly TimeSpan IdsMayBeOlder = TimeSpan.FromMinutes(1);

    /// <summary>The partition of a customer's list.</summary>
    public static string OfCustomer(string customerId) => "c-" + customerId;

    /// <summary>The partition of an account's list.</summary>
    public static string OfAccount(string customerAccountId) => "a-" + customerAccountId;

    /// <summary>
    /// The rows that pass a filter. A list along the days compares the stored status; the current status may differ.
    /// </summary>
    public async IAsyncEnumerable<ValidationRow> ReadAsync(
        ValidationFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var after = filter.After is { } position ? RowKeys.Of(position.Id) : null;
        if (filter.After is not null && after is null)
        {
            yield break; // no list of this host gave out this position
        }

        await foreach (var row in (filter.CustomerId ?? filter.CustomerAccountId) is null
            ? AlongTheDaysAsync(filter, after, cancellationToken)
            : AlongEntriesAsync(filter, after, cancellationToken))
        {
            if (Passes(row.State, filter))
            {
                yield return row;
            }
        }
    }

    /// <summary>
    /// The rows that were finished before a time, oldest days last. Rows of a newer version are left to that version.
    /// </summary>
    public async IAsyncEnumerable<ValidationRow> FinishedBeforeAsync(
        DateTimeOffset time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {RowKeys.PartitionOf(time)} and FinishedAt lt {time}");
        await foreach (var entity in tables.Validations.QueryAsync(filter, PageSize, cancellationToken))
        {
            if (TryRead(entity) is { } row)
            {
                yield return row;
            }
        }
    }

    private static ValidationRow? TryRead(TableEntity entity)
    {
        try
        {
            return ValidationRow.From(entity);
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<ValidationRow> AlongTheDaysAsync(
        ValidationFilter filter, RowKeys? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = filter.CreatedTo is { } to ? RowKeys.PartitionOf(to) : "";
        var oldest = filter.CreatedFrom is { } from
            ? RowKeys.PartitionOf(from.UtcTicks > IdsMayBeOlder.Ticks ? from - IdsMayBeOlder : from)
            : "99999";
        var conditions = new List<string>
        {
            TableClient.CreateQueryFilter($"PartitionKey ge {newest} and PartitionKey le {oldest}"),
        };
        if (after is not null)
        {
            // The first bound keeps the query a range of keys; an alternative alone would read the whole table.
            var (partition, row) = (after.Partition, after.Row);
            conditions.Add(TableClient.CreateQueryFilter(
                $"PartitionKey ge {partition} and (PartitionKey gt {partition} or RowKey gt {row})"));
        }

        if (filter.Statuses.Count > 0)
        {
            var statuses = filter.Statuses.Select(status =>
                TableClient.CreateQueryFilter($"Status eq {StatusNames.Of(status)}"));
            conditions.Add($"({string.Join(" or ", statuses)})");
        }

        await foreach (
            var entity in tables.Validations.QueryAsync(
                string.Join(" and ", conditions), Math.Min(filter.Limit, PageSize), cancellationToken))
        {
            yield return ValidationRow.From(entity);
        }
    }

    private async IAsyncEnumerable<ValidationRow> AlongEntriesAsync(
        ValidationFilter filter, RowKeys? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An account has fewer validations than its customer.
        var partition = filter.CustomerAccountId is { } account ? OfAccount(account) : OfCustomer(filter.CustomerId!);
        var entries = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after?.Row ?? ""}");
        await foreach (
            var entry in tables.Index.QueryAsync(entries, Math.Min(filter.Limit, PageSize), cancellationToken))
        {
            if (await rows.FindAsync(entry.GetString("ValidationId"), cancellationToken) is { } row)
            {
                yield return row;
            }
        }
    }

    private static bool Passes(Validation validation, ValidationFilter filter) =>
        (filter.CustomerId is null || validation.Request.CustomerId == filter.CustomerId)
        && (filter.CustomerAccountId is null || validation.Request.CustomerAccountId == filter.CustomerAccountId)
        && (filter.CreatedFrom is null || validation.CreatedAt >= filter.CreatedFrom)
        && (filter.CreatedTo is null || validation.CreatedAt < filter.CreatedTo);
}
