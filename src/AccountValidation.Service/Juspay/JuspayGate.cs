using System.Threading.RateLimiting;
using AccountValidation.Core.Accounts;
using Polly;
using Polly.CircuitBreaker;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// What every call to Juspay passes before it is made: the limit of concurrent calls, the rate limit and the circuit breaker.
/// Calls wait for the limits in the order they came; an open circuit refuses at once. There is no retry here: a penny
/// drop is repeated by the lifecycle or not at all.
/// </summary>
public sealed class JuspayGate : IDisposable
{
    private const int MinimumThroughput = 20; // fewer failures than this say nothing about Juspay as a whole
    private const double FailureRatio = 0.9; // a few bad accounts must not hold up the others
    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestRatePeriod = TimeSpan.FromMilliseconds(20);

    private readonly ResiliencePipeline<JuspayReply> _pipeline;
    private readonly TokenBucketRateLimiter? _rate;

    /// <summary>Creates the gate of this process.</summary>
    public JuspayGate(JuspaySettings settings, TimeProvider timeProvider)
    {
        _rate = settings.CallsPerSecond is { } perSecond ? CreateRateLimiter(perSecond) : null;
        var builder = new ResiliencePipelineBuilder<JuspayReply> { TimeProvider = timeProvider };
        builder.AddConcurrencyLimiter(settings.MaxConcurrentCalls, queueLimit: int.MaxValue);
        if (_rate is not null)
        {
            builder.AddRateLimiter(_rate);
        }

        _pipeline = builder
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

    /// <summary>Makes a call once its permits are had. What the call itself throws passes through.</summary>
    public async Task<JuspayReply> RunAsync(Func<CancellationToken, Task<JuspayReply>> call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken); // as every await of this program does
        try
        {
            return await _pipeline.ExecuteAsync(static async (context, call) => await call(context.CancellationToken), context, call);
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
    public void Dispose() => _rate?.Dispose();

    private static bool SaysThatJuspayIsDown(JuspayReply reply) => reply is
        JuspayReply.Unclear or JuspayReply.NotAccepted { Cause: ReplyCauses.ConnectionRefused or ReplyCauses.NameNotFound };

    // One token at a time spreads the calls evenly; only rates too fast for a timer get several at once.
    private static TokenBucketRateLimiter CreateRateLimiter(double perSecond)
    {
        var tokens = Math.Max(1, (int)Math.Ceiling(perSecond * ShortestRatePeriod.TotalSeconds));
        return new(new()
        {
            TokenLimit = tokens,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / perSecond),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }
}
