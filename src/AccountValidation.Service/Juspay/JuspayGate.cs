using AccountValidation.Core.Accounts;
using Polly;
using Polly.CircuitBreaker;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Guards every call to Juspay. A call needs a permit, within the limit of concurrent calls and the rate limit, and a
/// closed circuit. Live and bulk callers get permits in turns, each in order of arrival. A check and its penny drop
/// share one permit. An open circuit refuses at once. The gate never retries: only the lifecycle repeats a penny drop.
/// </summary>
public sealed class JuspayGate : IDisposable
{
    private const int MinimumThroughput = 20; // Fewer calls say nothing about Juspay as a whole.
    private const double FailureRatio = 0.9; // A few bad accounts must not hold up all other accounts.
    // Far below the number of steps that host.json runs at a time: the remaining steps are for live validations.
    private const int MostBulkWaiting = 32;
    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseWhileFull = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _timeProvider;
    private readonly CallQueue _queue;
    private readonly ResiliencePipeline<JuspayReply> _circuit;

    /// <summary>Creates the gate of a process that has the whole rate for itself.</summary>
    public JuspayGate(JuspaySettings settings, TimeProvider timeProvider)
        : this(settings, new LocalPace(settings.CallsPerSecond, timeProvider), timeProvider)
    {
    }

    /// <summary>Creates the gate of a process with a given pace.</summary>
    /// <param name="settings">Hold the limit of concurrent calls.</param>
    /// <param name="pace">Limits the calls a second.</param>
    /// <param name="timeProvider">Measures waits and the breaks of the circuit.</param>
    public JuspayGate(JuspaySettings settings, ICallPace pace, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _queue = new(settings, pace, timeProvider);
        _circuit = new ResiliencePipelineBuilder<JuspayReply> { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<JuspayReply>
            {
                MinimumThroughput = MinimumThroughput,
                FailureRatio = FailureRatio,
                SamplingDuration = SamplingDuration,
                BreakDuration = BreakDuration,
                ShouldHandle = new PredicateBuilder<JuspayReply>().HandleResult(SaysThatJuspayIsDown),
            })
            .Build();
    }

    /// <summary>
    /// False while 32 or more bulk callers wait for a permit: further requests should wait in the intake queue.
    /// </summary>
    public bool TakesBulk => _queue.BulkWaiting < MostBulkWaiting;

    /// <summary>Waits until <see cref="TakesBulk"/> is true, or until the time is over.</summary>
    /// <param name="atMost">The longest wait; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitToTakeBulkAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        var began = _timeProvider.GetTimestamp();
        while (!TakesBulk && !(_timeProvider.GetElapsedTime(began) >= atMost))
        {
            await Task.Delay(PauseWhileFull, _timeProvider, cancellationToken);
        }
    }

    /// <summary>Waits for a permit within the limits.</summary>
    /// <param name="calls">The number of calls in immediate succession, at least 1.</param>
    /// <param name="isBulk">True when the calls belong to a bulk validation.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    public Task<CallPermit> EnterAsync(int calls, bool isBulk, CancellationToken cancellationToken) =>
        _queue.EnterAsync(calls, isBulk, cancellationToken);

    /// <summary>
    /// Makes a call, for which the caller holds a permit, unless the circuit is open. Exceptions of the call itself
    /// pass through.
    /// </summary>
    public async Task<JuspayReply> CallAsync(
        Func<CancellationToken, Task<JuspayReply>> call, CancellationToken cancellationToken)
    {
        // Every await of this program continues on the captured context.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            return await _circuit.ExecuteAsync(
                static async (context, call) => await call(context.CancellationToken), context, call);
        }
        catch (BrokenCircuitException exception)
        {
            return new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, exception.RetryAfter);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private static bool SaysThatJuspayIsDown(JuspayReply reply) =>
        reply
            is JuspayReply.Unclear
                or JuspayReply.NotAccepted
            {
                Cause: ReplyCauses.ConnectionRefused or ReplyCauses.NameNotFound or ReplyCauses.ProxyRefused
            };
}
