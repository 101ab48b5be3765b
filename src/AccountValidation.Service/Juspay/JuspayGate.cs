using AccountValidation.Core.Accounts;
using Polly;
using Polly.CircuitBreaker;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// What every call to Juspay passes before it is made: a permit, by the limit of concurrent calls and the rate limit,
/// and the circuit breaker. Live and bulk callers get permits by turn, each in the order they asked, and a check with
/// its penny drop has one for both; an open circuit refuses at once. There is no retry here: a penny drop is repeated
/// by the lifecycle or not at all.
/// </summary>
public sealed class JuspayGate : IDisposable
{
    private const int MinimumThroughput = 20; // fewer failures than this say nothing about Juspay as a whole
    private const double FailureRatio = 0.9; // a few bad accounts must not hold up the others
    // Far below the steps that host.json runs at a time: the others are for live validations.
    private const int MostBulkWaiting = 32;
    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseWhileFull = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _timeProvider;
    private readonly CallQueue _queue;
    private readonly ResiliencePipeline<JuspayReply> _circuit;

    /// <summary>Creates the gate of a process to which the rate belongs alone.</summary>
    public JuspayGate(JuspaySettings settings, TimeProvider timeProvider)
        : this(settings, new LocalPace(settings.CallsPerSecond, timeProvider), timeProvider)
    {
    }

    /// <summary>Creates the gate of this process.</summary>
    /// <param name="settings">Its limits.</param>
    /// <param name="pace">How many calls a second.</param>
    /// <param name="timeProvider">The clock.</param>
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
    /// False while so many bulk callers wait for a permit here that further requests had better wait in the intake
    /// queue.
    /// </summary>
    public bool TakesBulk => _queue.BulkWaiting < MostBulkWaiting;

    /// <summary>Waits until <see cref="TakesBulk"/>, or for a time.</summary>
    /// <param name="atMost">The longest wait; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitToTakeBulkAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        var began = _timeProvider.GetTimestamp();
        while (!TakesBulk && !(_timeProvider.GetElapsedTime(began) >= atMost))
        {
            await Task.Delay(PauseWhileFull, _timeProvider, cancellationToken);
        }
    }

    /// <summary>Waits for a permit.</summary>
    /// <param name="calls">How many calls follow each other under it, at least 1.</param>
    /// <param name="isBulk">Whether they are of a bulk validation.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    public Task<CallPermit> EnterAsync(int calls, bool isBulk, CancellationToken cancellationToken) =>
        _queue.EnterAsync(calls, isBulk, cancellationToken);

    /// <summary>
    /// Makes a call whose permit is had, unless the circuit is open. What the call itself throws passes through.
    /// </summary>
    public async Task<JuspayReply> CallAsync(
        Func<CancellationToken, Task<JuspayReply>> call, CancellationToken cancellationToken)
    {
        // As every await of this program does.
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
