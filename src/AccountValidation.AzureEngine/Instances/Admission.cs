using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Settings;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Decides whether another validation may start, by the number of unsettled validations. Counting reads the table, so
/// the count is cached: for minutes far below the bound, for seconds near it. Instances of the app do not see each
/// other's starts in between. So the number may exceed the bound by those starts.
/// </summary>
/// <param name="unfinished">Counts the unsettled rows.</param>
/// <param name="settings">The bound (<see cref="SubmissionSettings.MaxUnsettled"/>).</param>
/// <param name="timeProvider">Times the age of the count.</param>
public sealed class Admission(UnfinishedRows unfinished, SubmissionSettings settings, TimeProvider timeProvider)
    : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _counting = new(1);
    private volatile Count? _last;
    private int _started;

    /// <summary>Admits and counts a start; false when the bound is reached.</summary>
    /// <exception cref="StoreUnavailableException">The table cannot be counted.</exception>
    public async Task<bool> TryAdmitAsync(CancellationToken cancellationToken)
    {
        // A caller that meets a running count uses the previous count. Only the very first count is waited for.
        if (
            IsDue()
            && await _counting.WaitAsync(_last is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            try
            {
                if (IsDue())
                {
                    var started = Volatile.Read(ref _started); // a start during the count may be counted twice
                    _last = new(
                        await unfinished.CountUnsettledAsync(settings.MaxUnsettled, cancellationToken),
                        started,
                        timeProvider.GetTimestamp());
                }
            }
            finally
            {
                _counting.Release();
            }
        }

        var last = _last!;
        if (Unsettled(last, Interlocked.Increment(ref _started)) <= settings.MaxUnsettled)
        {
            return true;
        }

        Interlocked.Decrement(ref _started);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();

    private bool IsDue() =>
        _last is not { } last
        || timeProvider.GetElapsedTime(last.At) is var age
            && age >= (Unsettled(last, Volatile.Read(ref _started)) > settings.MaxUnsettled / 2 ? FreshFor : KeptFor);

    private static long Unsettled(Count count, int started) => (long)count.Unsettled + (started - count.Started);

    // The counted rows, this process's starts before the count, and the time of the count.
    private sealed record Count(int Unsettled, int Started, long At);
}
