using AccountValidation.SelfHost.Engine;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;

namespace AccountValidation.SelfHost.Intake;

/// <summary>
/// Takes start requests from the intake queue, many at a time, so that they share the store's commits. The pause
/// between polls grows while the queue is empty, or nothing can be started. A message that stays in the queue uses up
/// no delivery. While many taken messages wait for their call to Juspay, the service takes no more. When the program
/// stops, the service takes no further message and gives running messages the drain time. Abandoned messages become
/// visible again after their visibility time-out.
/// </summary>
internal sealed partial class IntakeService : BackgroundService
{
    private const int MostInOneCall = 32; // Azure's limit
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly StorageQueues _queues;
    private readonly IntakeWorker _worker;
    private readonly JuspayGate _gate;
    private readonly SelfHostEngine _engine;
    private readonly QueueSettings _settings;
    private readonly TimeSpan _drainTime;
    private readonly TimeProvider _timeProvider;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<IntakeService> _logger;
    private readonly RunningWork _underWay;
    private readonly SemaphoreSlim _permits;
    private readonly int _batch;

    public IntakeService(
        StorageQueues queues,
        IntakeWorker worker,
        JuspayGate gate,
        SelfHostEngine engine,
        QueueSettings settings,
        SelfHostSettings selfHost,
        TimeProvider timeProvider,
        IHostApplicationLifetime lifetime,
        ILogger<IntakeService> logger)
    {
        (_queues, _worker, _gate, _engine, _settings, _drainTime) = (
            queues, worker, gate, engine, settings, selfHost.DrainTime);
        (_timeProvider, _lifetime, _logger) = (timeProvider, lifetime, logger);
        _underWay = new(timeProvider);
        _permits = new(settings.MaxConcurrentMessages);

        // Half of the permits, so that the service fetches the next messages while it works on the rest.
        _batch = Math.Clamp(settings.MaxConcurrentMessages / 2, 1, MostInOneCall);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _underWay.Dispose();
        _permits.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            stoppingToken, _lifetime.ApplicationStopping);
        await _lifetime.StartedAsync(stopping.Token);
        try
        {
            await TakeAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops: the service takes no further message.
        }

        await _underWay.DrainAsync(_drainTime, LogAbandoned);
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        var pause = TimeSpan.Zero;
        var isThere = false;
        while (true)
        {
            await Task.Delay(pause, _timeProvider, stopping);
            isThere = isThere || await _queues.EnsureAsync(stopping);
            await _gate.WaitToTakeBulkAsync(atMost: null, stopping);
            var taken = isThere && !_worker.IsHolding && _engine.HasRoom ? await TakeSomeAsync(stopping) : 0;
            pause = taken > 0 ? TimeSpan.Zero : Longer(pause);
        }
    }

    private TimeSpan Longer(TimeSpan pause)
    {
        var longer = pause == TimeSpan.Zero ? ShortestPause : pause * 2;
        return longer < _settings.MaxPollingInterval ? longer : _settings.MaxPollingInterval;
    }

    private async Task<int> TakeSomeAsync(CancellationToken stopping)
    {
        for (var permit = 0; permit < _batch; permit++)
        {
            await _permits.WaitAsync(stopping);
        }

        var taken = 0;
        try
        {
            if (
                await _queues.Intake.ReceiveAsync(_batch, _settings.VisibilityTimeout, stopping)
                is QueueReply<IReadOnlyList<QueuedMessage>>.Done received)
            {
                taken = received.Value.Count;
                foreach (var message in received.Value)
                {
                    _underWay.Begin(abandoned => WorkAsync(message, abandoned));
                }
            }
        }
        finally
        {
            if (taken < _batch)
            {
                _permits.Release(_batch - taken);
            }
        }

        return taken;
    }

    private async Task WorkAsync(QueuedMessage message, CancellationToken abandoned)
    {
        await _worker.WorkAsync(message, abandoned);
        _permits.Release();
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages of the intake queue were not done in the drain time; they are delivered again")]
    private partial void LogAbandoned(int count);
}
