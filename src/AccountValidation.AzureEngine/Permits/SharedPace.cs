using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The pace of all instances of the app together. This instance makes its reserved calls, and reserves the next calls
/// shortly before the last is used. While the storage cannot be used, callers wait, and the reservation is retried each
/// second.
/// </summary>
internal sealed partial class SharedPace : ICallPace, IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(500); // longer than a reservation takes
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CallReservations _reservations;
    private readonly ServerTime _time;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<SharedPace> _logger;
    private readonly TimeSpan _perCall;
    private readonly ReservedPermits _permits;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _isReserving;
    private Action _changed = () => { };

    /// <summary>Creates the pace. Nothing is reserved before a caller waits.</summary>
    /// <param name="callsPerSecond">The calls per second of all instances together.</param>
    /// <param name="reservations">Reserves the calls of this instance.</param>
    /// <param name="time">The table service's time.</param>
    /// <param name="timeProvider">Only its stopwatch and timers are used.</param>
    /// <param name="logger">Gets faults of this program.</param>
    public SharedPace(
        double callsPerSecond,
        CallReservations reservations,
        ServerTime time,
        TimeProvider timeProvider,
        ILogger<SharedPace> logger)
    {
        (_reservations, _time, _timeProvider, _logger) = (reservations, time, timeProvider, logger);
        _perCall = TimeSpan.FromSeconds(1 / callsPerSecond);
        _permits = new(_perCall);
    }

    /// <inheritdoc/>
    public void Begin(Action changed) => _changed = changed;

    /// <inheritdoc/>
    public TimeSpan? WaitFor(CallDemand demand)
    {
        lock (_lock)
        {
            var now = _time.Now;
            _permits.Forget(now);
            var (had, wait) = (_permits.Count, _permits.WaitFor(demand.Next, now));
            // Permits too few for a pair may be lost.
            var missing = Math.Min(demand.All, _permits.Usable) - (wait is null ? 0 : had);
            if (!_isReserving && (wait is null || (missing > 0 && _permits.EndsBefore(now + Ahead))))
            {
                _isReserving = true;
                _ = ReserveAsync(demand with { All = Math.Max(demand.Next, missing) });
            }

            return wait;
        }
    }

    /// <inheritdoc/>
    public long Take(int calls)
    {
        lock (_lock)
        {
            return _permits.Take(calls);
        }
    }

    /// <inheritdoc/>
    public void GiveBack(long mark, int calls)
    {
        lock (_lock)
        {
            _permits.GiveBack(mark, calls);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task ReserveAsync(CallDemand demand)
    {
        await Task.Yield(); // the caller holds a lock
        try
        {
            var block = await TryReserveAsync(demand);
            if (block is null)
            {
                await Task.Delay(PauseAfterFailure, _timeProvider, _stopping.Token);
            }

            lock (_lock)
            {
                _isReserving = false;
                if (block is { } reserved)
                {
                    _permits.Add(reserved);
                }
            }

            _changed();
        }
        catch (Exception exception)
            when (_stopping.IsCancellationRequested
                && exception is OperationCanceledException or ObjectDisposedException)
        {
            // The process ends, and nobody waits any more.
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Callers wait, so every fault is logged and the reservation is retried.")]
    private async Task<CallBlock?> TryReserveAsync(CallDemand demand)
    {
        try
        {
            return await _reservations.ReserveAsync(demand, _perCall, _stopping.Token);
        }
        catch (StoreUnavailableException)
        {
            return null; // the monitor has logged the cause
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            LogFailed(exception);
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A fault inside this program prevents the reservation of calls to Juspay; the program retries each "
            + "second")]
    private partial void LogFailed(Exception exception);
}
