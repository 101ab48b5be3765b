using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Settings;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Decides whether one more validation may start, by how many have not settled. Counting reads the table, so a count is
/// kept: far below the bound for minutes, near it for seconds. Instances of the app do not know of each other's starts
/// in between, so the bound may be passed by as many.
/// </summary>
/// <param name="unfinished">The unfinished rows.</param>
/// <param name="settings">The bound.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class Admission(UnfinishedRows unfinished, SubmissionSettings settings, TimeProvider timeProvider)
    : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _counting = new(1);
    private volatile Count? _last;
    private int _started;

    /// <summary>Lets one more start, and counts it; false when it must not.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be counted.</exception>
    public async Task<bool> TryAdmitAsync(CancellationToken cancellationToken)
    {
        // Who meets a count that is under way goes by the one before; the very first count is waited for.
        if (
            IsDue()
            && await _counting.WaitAsync(_last is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            try
            {
                if (IsDue())
                {
                    var started = Volatile.Read(ref _started); // what starts while it is counted may be counted twice
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

    // What was counted, how many this process had started before, and when that was.
    private sealed record Count(int Unsettled, int Started, long At);
}
