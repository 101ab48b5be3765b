using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A database file with its writer and reader, at noon.</summary>
internal sealed class Store : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StoreWriterThread _thread;
    private bool _isClosed;

    public Store()
    {
        Database = Some.Open(Path, clock: Clock);
        Writer = new(Database, Clock, NullLogger<StoreWriter>.Instance);
        _thread = new(Writer);
        Reader = new(Database, Log);
    }

    /// <summary>The log of the reader.</summary>
    public FakeLogger<StoreReader> Log { get; } = new();

    public string Path => _folder.Database;

    public FakeTimeProvider Clock { get; } = new(Some.Noon);

    public Database Database { get; }

    public StoreWriter Writer { get; }

    public StoreReader Reader { get; }

    public Task<StartResult> StartAsync(
        Validation validation,
        IdempotencyClaim? claim = null,
        int mostUnsettled = int.MaxValue
    ) => Writer.WriteAsync(transaction => transaction.Start(validation, claim, mostUnsettled));

    public Task<ValidationChange?> ApplyAsync(string id, Outcome outcome) =>
        Writer.WriteAsync(transaction =>
            transaction.Change(id, (current, now) => Lifecycle.Apply(current, outcome, now)));

    public Task<ValidationChange?> SignalAsync(string id, Signal signal) =>
        Writer.WriteAsync(transaction =>
            transaction.Change(id, (current, now) => Lifecycle.Apply(current, signal, now)));

    /// <summary>Advances a new validation until its penny may be dropped.</summary>
    public async Task StartPayingAsync(Validation validation)
    {
        await StartAsync(validation);
        await ApplyAsync(validation.Id, Some.Checked(AccountStatus.Created));
    }

    /// <summary>Blocks the writer, so that further writes wait for its next commit.</summary>
    public Action HoldWriter()
    {
        var entered = new ManualResetEventSlim();
        var release = new ManualResetEventSlim();
        _ = Writer.WriteAsync(_ =>
        {
            entered.Set();
            release.Wait();
            return true;
        });
        entered.Wait();
        return release.Set;
    }

    /// <summary>Closes writer and file, and keeps the file.</summary>
    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _thread.Dispose();
            Writer.Dispose();
            Database.Dispose();
        }
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }
}
