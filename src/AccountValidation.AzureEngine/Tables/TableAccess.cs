using System.Runtime.CompilerServices;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Queues;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Access to a single table. A conflict is a result; an unusable storage is a <see cref="StoreUnavailableException"/>.
/// The client repeats calls by itself. So an insert may meet its own row, and a replacement its own change. The caller
/// must be able to tell.
/// </summary>
/// <param name="client">The client, which does its own retries.</param>
/// <param name="monitor">Hears of every call.</param>
public sealed class TableAccess(TableClient client, StoreMonitor monitor)
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Changed = 412;

    /// <summary>Creates the table if it is missing.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        RunAsync(async () => await client.CreateIfNotExistsAsync(cancellationToken) is null, cancellationToken);

    /// <summary>Adds a row; false when a row with its keys exists.</summary>
    public Task<bool> InsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(
            async () => !(await client.AddEntityAsync(entity, cancellationToken)).IsError, cancellationToken, Conflict);

    /// <summary>Adds a row to a table that the service does not own; false when the row or no table exists.</summary>
    public Task<bool> InsertWhereThereIsATableAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                try
                {
                    return !(await client.AddEntityAsync(entity, cancellationToken)).IsError;
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
                {
                    return false;
                }
            },
            cancellationToken,
            Conflict);

    /// <summary>Adds a row, or replaces the row with its keys.</summary>
    public Task PutAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(
            async () => !(await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken)).IsError,
            cancellationToken);

    /// <summary>Adds a row, or replaces the row that was read.</summary>
    /// <param name="entity">The new content.</param>
    /// <param name="read">The version to replace; the default to add a row.</param>
    /// <param name="cancellationToken">Gives up; the write may have succeeded.</param>
    /// <returns>The written version. Null when the row has changed since it was read, or exists although none was
    /// read.</returns>
    public async Task<ETag?> WriteAsync(TableEntity entity, ETag read, CancellationToken cancellationToken)
    {
        ETag? written = null;
        await RunAsync(
            async () =>
            {
                var answer = read == default
                    ? await client.AddEntityAsync(entity, cancellationToken)
                    : await client.UpdateEntityAsync(entity, read, TableUpdateMode.Replace, cancellationToken);
                written = answer.Headers.ETag;
                return !answer.IsError;
            },
            cancellationToken,
            Conflict,
            Changed,
            NotFound);
        return written;
    }

    /// <summary>
    /// Adds columns to a row, whatever other writers changed meanwhile; false when the row does not exist.
    /// </summary>
    public Task<bool> MergeAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
                !(await client.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Merge, cancellationToken)).IsError,
            cancellationToken,
            NotFound);

    /// <summary>
    /// Deletes a row; false when the row has changed since it was read. A missing row counts as deleted.
    /// </summary>
    public Task<bool> DeleteAsync(string partition, string row, ETag read, CancellationToken cancellationToken) =>
        RunAsync(
            async () => await client.DeleteEntityAsync(partition, row, read, cancellationToken) is not null,
            cancellationToken,
            Changed);

    /// <summary>Performs all actions in a partition, or none; false when a needed row is not as it was read.</summary>
    public Task<bool> SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        RunAsync(
            async () => (await client.SubmitTransactionAsync(actions, cancellationToken)).Value.Count > 0,
            cancellationToken,
            Changed,
            NotFound,
            Conflict);

    /// <summary>Finds a row; null when the row does not exist.</summary>
    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        TableEntity? found = null;
        await RunAsync(
            async () =>
            {
                var answer = await client.GetEntityIfExistsAsync<TableEntity>(
                    partition, row, cancellationToken: cancellationToken);
                found = answer.HasValue ? answer.Value : null;
                return true;
            },
            cancellationToken);
        return found;
    }

    /// <summary>The rows that pass a filter, in the order of their keys.</summary>
    /// <param name="filter">The filter, in the words of the table service.</param>
    /// <param name="pageSize">How many rows a call asks for.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="select">The wanted columns; null for all columns.</param>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string filter,
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        IEnumerable<string>? select = null)
    {
        await using var pages = client
            .QueryAsync<TableEntity>(filter, pageSize, select, cancellationToken)
            .AsPages()
            .GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(async () => await pages.MoveNextAsync(), cancellationToken))
        {
            foreach (var entity in pages.Current.Values)
            {
                yield return entity;
            }
        }
    }

    private async Task<bool> RunAsync(Func<Task<bool>> call, CancellationToken cancellationToken, params int[] refusals)
    {
        try
        {
            var done = await call();
            monitor.Reached();
            return done;
        }
        catch (RequestFailedException exception)
            when (refusals.Contains(exception.Status) && exception.ErrorCode != TableErrorCode.TableNotFound)
        {
            monitor.Reached();
            return false;
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && StorageFaults.CauseOf(exception) is { } cause)
        {
            monitor.Failed(client.Name, cause);
            throw new StoreUnavailableException($"The table {client.Name} cannot be used: {cause}.", exception);
        }
    }
}
