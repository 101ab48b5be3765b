using AccountValidation.AzureEngine.Permits;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>Several instances of the app that share one rate, in a time that only the test moves.</summary>
internal sealed class CallWorld : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly List<Instance> _instances = [];
    private readonly long _began;

    public CallWorld(double callsPerSecond, int seed = 1)
    {
        (CallsPerSecond, Chance) = (callsPerSecond, new(seed));
        Plan = new(Clock, Chance);
        _began = Clock.GetTimestamp();
    }

    public double CallsPerSecond { get; }

    public Random Chance { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    public MemoryPlan Plan { get; }

    public TimeSpan Now => Clock.GetElapsedTime(_began);

    /// <summary>When calls left, of all instances.</summary>
    public List<TimeSpan> Left { get; } = [];

    public Instance NewInstance(int maxConcurrent = 64)
    {
        var instance = new Instance(this, maxConcurrent);
        _instances.Add(instance);
        return instance;
    }

    public void Pass(TimeSpan time) => PassUntil(() => false, time, must: false);

    public void PassUntil(Func<bool> condition, TimeSpan atMost, bool must = true)
    {
        for (var end = Now + atMost; Now < end && !condition();)
        {
            Clock.Advance(Step);
            _instances.ForEach(instance => instance.Drain());
        }

        Assert.True(!must || condition(), $"Not within {atMost}.");
    }

    /// <summary>The most calls that left within any ten seconds.</summary>
    public int MostInTenSeconds()
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < Left.Count; last++)
        {
            while (Left[last] - Left[first] >= TimeSpan.FromSeconds(10))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>
    /// Never more than 1.2 times the rate in any ten seconds. The second call of a pair leaves with the first.
    /// </summary>
    public void AssertTheRateHolds()
    {
        var most = MostInTenSeconds();
        TestContext.Current.SendDiagnosticMessage(
            $"At {CallsPerSecond} calls a second {most} left within ten seconds at most: "
            + $"{most / CallsPerSecond / 10:0.000} times the rate");
        Assert.InRange(most, 0, Math.Ceiling(1.2 * 10 * CallsPerSecond) + 1);
    }

    public void Dispose() => _instances.ForEach(instance => instance.Dispose());
}

/// <summary>One instance of the app: its gate, and callers that wait.</summary>
internal sealed class Instance : IDisposable
{
    private static readonly TimeSpan ACall = TimeSpan.FromMilliseconds(50);

    private readonly CallWorld _world;
    private readonly Pump _pump = new();
    private readonly PumpedClock _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly SharedPace _pace;
    private readonly JuspayGate _gate;
    private bool _isDead;

    public Instance(CallWorld world, int maxConcurrent)
    {
        _world = world;
        _clock = new(world.Clock, _pump);
        var time = new ServerTime(_clock);
        _pace = new(
            world.CallsPerSecond,
            new(world.Plan.SeenBy(), time, new Tokens(world.Chance.NextBytes), world.Chance.NextBytes, _clock),
            time,
            _clock,
            NullLogger<SharedPace>.Instance);
        _gate = new(new() { CallsPerSecond = world.CallsPerSecond, MaxConcurrentCalls = maxConcurrent }, _pace, _clock);
    }

    /// <summary>When calls of this instance left.</summary>
    public List<TimeSpan> Left { get; } = [];

    /// <summary>How many callers wait, or have their permit.</summary>
    public int Waiting { get; private set; }

    /// <summary>While it stands still no code of it runs, and its stopwatch goes on.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>While its machine is suspended no code of it runs, and its stopwatch stands still, too.</summary>
    public bool IsSuspended
    {
        get => _clock.IsStill;
        set => _clock.IsStill = value;
    }

    /// <summary>How long a call takes.</summary>
    public TimeSpan Takes { get; set; } = ACall;

    /// <summary>A caller comes, is served some day, makes its calls and gives its permit back.</summary>
    /// <param name="calls">How many calls it may make.</param>
    /// <param name="unused">How many of them it does not make.</param>
    /// <param name="givesUp">Gives up; null for a caller that never does.</param>
    public void Enter(int calls, int unused = 0, CancellationTokenSource? givesUp = null)
    {
        Waiting++;
        var cancellationToken = givesUp?.Token ?? CancellationToken.None;
        _pump.Begin(async () =>
        {
            try
            {
                using var permit = await _gate.EnterAsync(calls, isBulk: false, cancellationToken);
                for (var call = unused; call < calls; call++)
                {
                    permit.Use();
                    Left.Add(_world.Now);
                    _world.Left.Add(_world.Now);
                }

                await Task.Delay(Takes, _clock, _end.Token);
            }
            catch (OperationCanceledException)
                when (cancellationToken.IsCancellationRequested || _end.IsCancellationRequested)
            {
                // Given up, or killed.
            }

            Waiting--;
        });
    }

    public void EnterMany(int callers, int calls = 2)
    {
        for (var caller = 0; caller < callers; caller++)
        {
            Enter(calls);
        }
    }

    /// <summary>Nothing of it runs any more, and what it has reserved is nobody's.</summary>
    public void Kill() => (_isDead, Waiting) = (true, 0);

    public bool Drain() => !_isDead && !IsFrozen && !IsSuspended && _pump.Drain();

    public void Dispose()
    {
        _end.Cancel();
        _pump.Drain();
        _gate.Dispose();
        _pace.Dispose();
        _pump.Drain();
        _end.Dispose();
    }
}
