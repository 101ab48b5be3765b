using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Settings;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// The engine port and the operators' port on SQLite. Each change is one write, which applies a rule of the core. Each
/// commit updates the timers.
/// </summary>
internal sealed class SelfHostEngine : IValidationEngine, IOperatorSignals, IDisposable
{
    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;
    private readonly DueQueue _queue;
    private readonly SettlementWatch _watch;
    private readonly SubmissionSettings _submission;
    private readonly LifecycleMonitor _monitor;
    private readonly IHostApplicationLifetime _lifetime;

    /// <summary>Creates the engine and reads the timers of all unfinished validations.</summary>
    public SelfHostEngine(
        StoreWriter writer,
        StoreReader reader,
        DueQueue queue,
        SettlementWatch watch,
        SubmissionSettings submission,
        LifecycleMonitor monitor,
        IHostApplicationLifetime lifetime)
    {
        (_writer, _reader, _queue, _watch, _submission, _monitor, _lifetime) = (
            writer, reader, queue, watch, submission, monitor, lifetime);
        _writer.Committed += OnCommitted;
        foreach (var (id, dueAt) in _reader.AllDue())
        {
            _queue.Set(id, dueAt);
        }
    }

    /// <summary>False while <c>Submission:MaxUnsettled</c> validations are unsettled.</summary>
    public bool HasRoom => _writer.Unsettled.Committed < _submission.MaxUnsettled;

    /// <inheritdoc/>
    public Task<StartResult> StartAsync(
        Validation validation,
        IdempotencyClaim? claim,
        CancellationToken cancellationToken
    ) => _writer.WriteAsync(transaction => transaction.Start(validation, claim, _submission.MaxUnsettled));

    /// <inheritdoc/>
    public Task<Validation?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_reader.Find(id));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds,
        CancellationToken cancellationToken) => Task.FromResult(_reader.FindUnsettled(customerAccountIds));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> FiltersWithoutIndex => [];

    /// <inheritdoc/>
    public Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult(_reader.List(filter));

    /// <inheritdoc/>
    public Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_reader.Summarize());

    /// <inheritdoc/>
    public Task<ValidationChange?> SignalAsync(string id, Signal signal, CancellationToken cancellationToken) =>
        _writer.WriteAsync(transaction =>
            transaction.Change(id, (current, now) => Lifecycle.Apply(current, signal, now)));

    /// <inheritdoc/>
    Task<ValidationChange?> IValidationEngine.SignalAsync(
        string id, Signal.OfContract signal, CancellationToken cancellationToken) =>
        SignalAsync(id, signal, cancellationToken);

    /// <summary>Applies a step's outcome durably.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written.</exception>
    public Task ApplyAsync(string id, Outcome outcome) =>
        _writer.WriteAsync(transaction =>
            transaction.Change(id, (current, now) => Lifecycle.Apply(current, outcome, now)));

    /// <inheritdoc/>
    public async Task<Validation?> WaitUntilSettledAsync(
        string id, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await _watch.WaitAsync(
            id,
            () => _reader.Find(id) is null or { IsSettled: true },
            atMost,
            _lifetime.ApplicationStopping,
            cancellationToken);
        return _reader.Find(id);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Committed -= OnCommitted;

    // The writer's thread calls this method, in the order of the commits.
    private void OnCommitted(StoredChange change)
    {
        _queue.Set(change.After.Id, change.DueAt);
        if (change.After.IsSettled)
        {
            _watch.Settled(change.After);
        }

        _monitor.Changed(change.Before, change.After);
    }
}
