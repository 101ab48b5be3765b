using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>The tables of this service.</summary>
public sealed class AzureTables : IDisposable
{
    private const int MaxRetries = 3;
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10); // of a single attempt

    private readonly SemaphoreSlim _ensuring = new(1, 1);
    private readonly TimeProvider _timeProvider;
    private volatile bool _ensured;

    /// <summary>Creates the clients without any call.</summary>
    /// <param name="service">The storage account, with <see cref="ClientOptions"/>.</param>
    /// <param name="monitor">Hears of every call.</param>
    /// <param name="timeProvider">Times the migration.</param>
    public AzureTables(TableServiceClient service, StoreMonitor monitor, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        TableAccess Table(string name) => new(service.GetTableClient(name), monitor);
        (Validations, Index, Unfinished, Keys, Records, OldJournal, Limits) = (
            Table("Validations"),
            Table("ValidationIndex"),
            Table("ValidationAccounts"),
            Table("ValidationKeys"),
            Table("CustomerAccounts"),
            Table("MoneyJournal"),
            Table("Limits"));
    }

    /// <summary>A row for each validation.</summary>
    public TableAccess Validations { get; }

    /// <summary>The index of validations by customer and by account.</summary>
    public TableAccess Index { get; }

    /// <summary>A row for each unfinished validation, in its account's partition.</summary>
    public TableAccess Unfinished { get; }

    /// <summary>A row for each idempotency key.</summary>
    public TableAccess Keys { get; }

    /// <summary>A partition for each account: its own row, and a row for each penny drop that ever began.</summary>
    public TableAccess Records { get; }

    /// <summary>The penny drops that an earlier version began. The table may be missing.</summary>
    public TableAccess OldJournal { get; }

    /// <summary>
    /// A row for each limit that all instances of the app share. The first caller that needs the table creates it.
    /// </summary>
    public TableAccess Limits { get; }

    /// <summary>
    /// Creates missing tables and migrates the data of an earlier version, once in the life of the process.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be used.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_ensured)
        {
            return;
        }

        await _ensuring.WaitAsync(cancellationToken);
        try
        {
            foreach (var table in _ensured ? [] : new[] { Validations, Index, Unfinished, Keys, Records })
            {
                await table.EnsureAsync(cancellationToken);
            }

            if (!_ensured)
            {
                await new AccountMigration(this, _timeProvider).RunAsync(cancellationToken);
                _ensured = true;
            }
        }
        finally
        {
            _ensuring.Release();
        }
    }

    /// <summary>True when the storage answers.</summary>
    public async Task<bool> CanBeUsedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAsync(cancellationToken);
            await Keys.FindAsync("probe", "probe", cancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false; // the monitor has logged the cause
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ensuring.Dispose();

    /// <summary>Three retries, ten seconds for each attempt, and no logging.</summary>
    public static TableClientOptions ClientOptions()
    {
        var options = new TableClientOptions();
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (MaxRetries, NetworkTimeout);
        options.Diagnostics.IsLoggingEnabled = false; // its messages show keys of rows, and with them customers' ids
        return options;
    }
}
