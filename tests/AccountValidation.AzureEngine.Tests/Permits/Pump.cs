using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>
/// The continuations of one process: they run when the test says so, and stay undone while it stands still.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public void Begin(Func<Task> work) => Post(_ => _ = work(), null);

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Runs what is ready; false when nothing was.</summary>
    public bool Drain()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        var ran = false;
        while (_posted.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
            ran = true;
        }

        SetSynchronizationContext(outer);
        return ran;
    }
}

/// <summary>
/// The time of the world, whose timers fire in one process: not while it stands still, though its stopwatch goes on.
/// </summary>
internal sealed class PumpedClock(FakeTimeProvider world, Pump pump) : TimeProvider
{
    private long _lost;
    private long? _stoodStillAt;

    /// <summary>While it stands still the stopwatch does not go on, either.</summary>
    public bool IsStill
    {
        get => _stoodStillAt is not null;
        set
        {
            _lost += value || _stoodStillAt is not { } at ? 0 : world.GetTimestamp() - at;
            _stoodStillAt = value ? world.GetTimestamp() : null;
        }
    }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override long GetTimestamp() => (_stoodStillAt ?? world.GetTimestamp()) - _lost;

    public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("No wall clock counts here.");

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(_ => pump.Post(_ => callback(state), null), null, dueTime, period);
}
