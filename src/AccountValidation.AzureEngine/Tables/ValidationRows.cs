using AccountValidation.Core.Accounts;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>Reads, changes and deletes the rows of validations and their index entries.</summary>
public sealed class ValidationRows(AzureTables tables, Tokens tokens)
{
    /// <summary>Finds the row of a validation; null when no row exists.</summary>
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
    /// Adds a row and its index entries for customer and account. A process that died may have done all of it before:
    /// then everything stays as it is.
    /// </summary>
    public async Task AddAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        await tables.Validations.InsertAsync((row with { WrittenBy = tokens.Next() }).ToEntity(), cancellationToken);
        await Task.WhenAll(IndexEntries(row).Select(entry => tables.Index.PutAsync(entry, cancellationToken)));
    }

    /// <summary>
    /// Changes a row by a rule. The rule runs again after a write by somebody else. A rule that returns the same
    /// instance changes nothing. Null when the row does not exist.
    /// </summary>
    /// <param name="id">The validation's id.</param>
    /// <param name="rule">Gives the row's new content.</param>
    /// <param name="cancellationToken">Gives up; the change may have succeeded.</param>
    /// <param name="known">The row as the caller read it, which saves a read. A rule that does not change this row must
    /// not change a later row either.</param>
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

            // The storage client repeats a call whose answer was lost. Then the change that it meets is its own.
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

    /// <summary>Keeps the details that Juspay gave, if they add to the known details.</summary>
    /// <param name="id">The validation's id.</param>
    /// <param name="details">The details that Juspay gave.</param>
    /// <param name="cancellationToken">Gives up; the change may have succeeded.</param>
    /// <param name="known">The row as the caller read it; null to read it here.</param>
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
    /// Deletes a row and its index entries. False when the row has changed since it was read: then everything stays.
    /// </summary>
    public async Task<bool> DeleteAsync(ValidationRow row, CancellationToken cancellationToken)
    {
        // The row goes last: after a broken-off deletion, the row leads to the rest.
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
/// <param name="Before">The row that the change replaced.</param>
/// <param name="After">The row that the table now holds.</param>
public sealed record RowChange(ValidationRow Before, ValidationRow After);
