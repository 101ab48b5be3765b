using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>Checks the limits of one process: calls at once, and calls per second.</summary>
internal sealed class LimitRules(World world)
{
    private readonly Queue<TimeSpan> _left = new();
    private int _open;

    /// <summary>Checks a call that leaves.</summary>
    public void Sent(Exchange exchange)
    {
        var (settings, now) = (world.Plan.Settings.Juspay, world.Time.Now);
        world.Guard.Require(
            ++_open <= settings.MaxConcurrentCalls,
            Guarantee.WithinLimits,
            $"{_open} calls are open at once, of {settings.MaxConcurrentCalls}");
        exchange.Ended += () => _open--;
        if (settings.CallsPerSecond is { } rate)
        {
            CheckRate(rate, settings.Timeout, now);
        }
    }

    // A permit covers two calls, and the second call may leave more than the time-out after the first.
    private void CheckRate(double rate, TimeSpan timeout, TimeSpan now)
    {
        const int Pairs = 4;
        var window = (timeout * 4) + TimeSpan.FromSeconds(Pairs / rate);
        _left.Enqueue(now);
        while (_left.Peek() < now - window)
        {
            _left.Dequeue();
        }

        var most = (rate * (window + (timeout * 2)).TotalSeconds) + Pairs;
        world.Guard.Require(
            _left.Count <= most, Guarantee.WithinLimits, $"{_left.Count} calls left within {window}, of {most:0}");
    }
}
