using System.Globalization;
using AccountValidation.AzureEngine.Permits;
using AccountValidation.Service.Engine;
using Azure;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>What becomes of a call to the plan's store.</summary>
internal enum PlanFault
{
    None,

    /// <summary>The store answers that it cannot be used, and nothing was done.</summary>
    Unavailable,

    /// <summary>It is done, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>It is done, and the client's own second try finds it changed.</summary>
    RepeatedAfterItsEffect,
}

/// <summary>
/// The plan in a store of the world, with a clock of its own: calls take time on their way, and answers on their way
/// back.
/// </summary>
internal sealed class MemoryPlan(FakeTimeProvider world, Random chance)
{
    private static readonly TimeSpan AheadOfTheWorld = TimeSpan.FromDays(-3);

    private CallPlan? _plan;
    private DateTimeOffset _stamp;
    private int _version;

    public Func<int, PlanFault> Fault { get; set; } = _ => PlanFault.None;

    /// <summary>The longest that a call, and an answer, is on its way.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(20);

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    public CallPlan? Plan => _plan;

    public DateTimeOffset Now => world.GetUtcNow() + AheadOfTheWorld;

    /// <summary>The store as one process sees it.</summary>
    public ICallPlanStore SeenBy() => new Client(this);

    private StoredPlan Read()
    {
        Reads++;
        return _plan is null ? new(CallPlan.Empty, default, Stamp: null) : new(_plan, Version, _stamp);
    }

    private ETag? Replace(CallPlan plan, ETag read)
    {
        Writes++;
        if (read != (_plan is null ? default : Version))
        {
            return null;
        }

        (_plan, _stamp) = (plan, Now);
        _version++;
        return Version;
    }

    private ETag Version => new(_version.ToString(CultureInfo.InvariantCulture));

    // What happens at the store happens there, whether or not the caller stands still.
    private Task<T> CallAsync<T>(Func<T> call, T repeated)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        After(() =>
        {
            var fault = Fault(Reads + Writes + 1);
            var result = fault == PlanFault.Unavailable ? repeated : call();
            After(() =>
            {
                switch (fault)
                {
                    case PlanFault.Unavailable or PlanFault.AnswerLost:
                        answer.SetException(new StoreUnavailableException());
                        break;
                    default:
                        answer.SetResult(fault == PlanFault.RepeatedAfterItsEffect ? repeated : result);
                        break;
                }
            });
        });
        return answer.Task;
    }

    private void After(Action action)
    {
        var delay = Latency * chance.NextDouble();
        ITimer? timer = null;
        timer = world.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                action();
            },
            null,
            delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1),
            Timeout.InfiniteTimeSpan);
    }

    private sealed class Client(MemoryPlan plan) : ICallPlanStore
    {
        public Task<StoredPlan> ReadAsync(CancellationToken cancellationToken) =>
            plan.CallAsync(plan.Read, new(CallPlan.Empty, default, Stamp: null));

        public Task<ETag?> ReplaceAsync(CallPlan changed, ETag read, CancellationToken cancellationToken) =>
            plan.CallAsync(() => plan.Replace(changed, read), null);
    }
}
