using AccountValidation.Core.Accounts;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>The rows of validations.</summary>
/// <param name="tables">The tables.</param>
/// <param name="tokens">Marks writes.</param>
public sealed class ValidationRows(AzureTables tables, Tokens tokens)
{
    /// <summary>The row of a validation; null when there is none.</summary>
    public async Task<ValidationRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (RowKeys.Of(id) is not { } keys)
        {
            return null;
        }

        await tables.EnsureAsync(cancellationToken);
        return await tables.Validations.FindAsync(keys.Partition, keys.Row, cancellationToken) is { } entity
            ? ValidationRow.From(entity)
            : null;
    }

    /// <summary>
    /// Adds a row and its entries in the lists of customer and account. All of it may have been done before, by a
    /// process that died: then it stays as it is.
    /// </summary>
    public async Task AddAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        await tables.Validations.InsertAsync((row with { WrittenBy = tokens.Next() }).ToEntity(), cancellationToken);
        await Task.WhenAll(IndexEntries(row).Select(entry => tables.Index.PutAsync(entry, cancellationToken)));
    }

    /// <summary>
    /// Changes a row by a rule, which is asked again with what others wrote meanwhile. A rule that gives the very same
    /// row back changes nothing. Null when there is no such row.
    /// </summary>
    /// <param name="id">The validation's id.</param>
    /// <param name="rule">The row as it becomes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="known">The row as it was read before: it saves a read. A rule that changes nothing in it may not
    /// change a later one either.</param>
    public async Task<RowChange?> ChangeAsync(
        string id,
        Func<ValidationRow, ValidationRow> rule,
        CancellationToken cancellationToken,
        ValidationRow? known = null)
    {
        var mark = tokens.Next();
        RowChange? tried = null;
        while (true)
        {
            if ((known ?? await FindAsync(id, cancellationToken)) is not { } before)
            {
                return null;
            }

            known = null;

            // The storage client repeats a call whose answer was lost: then the change that it meets is ours.
            if (tried is not null && before.WrittenBy == mark)
            {
                return tried;
            }

            tried = new(before, rule(before));
            if (ReferenceEquals(before, tried.After))
            {
                return tried;
            }

            if (
                await tables.Validations.WriteAsync(
                    (tried.After with { WrittenBy = mark }).ToEntity(), before.Read, cancellationToken) is
                { } written)
            {
                return tried with { After = tried.After with { WrittenBy = mark, Read = written } };
            }
        }
    }

    /// <summary>Keeps what Juspay told of the account, when it is more than is known.</summary>
    /// <param name="id">The validation's id.</param>
    /// <param name="details">What Juspay told.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="known">The row as it was read before; null for none.</param>
    public Task<RowChange?> KeepDetailsAsync(
        string id, AccountDetails details, CancellationToken cancellationToken, ValidationRow? known = null) =>
        ChangeAsync(
            id,
            row =>
                details.OrElse(row.Confidential.Details) is var all && all == row.Confidential.Details
                    ? row
                    : row with
                    {
                        Confidential = row.Confidential with { Details = all },
                    },
            cancellationToken,
            known);

    /// <summary>
    /// Deletes a row that was read, with its entries in the lists; false when it was changed since: then it stays.
    /// </summary>
    public async Task<bool> DeleteAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        // The row last: a deletion that is broken off is found again by it.
        var entity = row.ToEntity();
        await Task.WhenAll(
            IndexEntries(row)
                .Select(entry =>
                    tables.Index.DeleteAsync(entry.PartitionKey, entry.RowKey, ETag.All, cancellationToken)));
        if (await tables.Validations.DeleteAsync(entity.PartitionKey, entity.RowKey, row.Read, cancellationToken))
        {
            return true;
        }

        await Task.WhenAll(IndexEntries(row).Select(entry => tables.Index.PutAsync(entry, cancellationToken)));
        return false;
    }

    private static IEnumerable<TableEntity> IndexEntries(ValidationRow row)
    {
        var keys = RowKeys.Of(row.Id)!;
        foreach (
            var partition in new[]
            {
                ListScan.OfCustomer(row.State.Request.CustomerId),
                ListScan.OfAccount(row.State.Request.CustomerAccountId),
            })
        {
            yield return new(partition, keys.Row) { ["ValidationId"] = row.Id };
        }
    }
}

/// <summary>A row before and after a change.</summary>
/// <param name="Before">How it was.</param>
/// <param name="After">How it is.</param>
public sealed record RowChange(ValidationRow Before, ValidationRow After);
