using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>Makes the host stand still as planned: at any moment, and more often at critical moments.</summary>
internal sealed class Standstills
{
    private readonly World _world;
    private readonly Queue<Standstill> _left;
    private Planned? _end;

    /// <summary>Takes the standstills of the plan.</summary>
    public Standstills(World world) => (_world, _left) = (world, new(world.Plan.Host.Standstills));

    /// <summary>The number of standstills so far.</summary>
    public int Count { get; private set; }

    /// <summary>The number of standstills right before the host wrote a penny drop.</summary>
    public int BeforeASocket { get; private set; }

    /// <summary>True while a process runs.</summary>
    public bool HasProcess { get; set; }

    private Stillness Host => _world.Time.Host;

    /// <summary>Plans the standstills at random times, in which the host may be idle.</summary>
    public void Plan()
    {
        if (_left.Count > 0)
        {
            _world.Committed += AfterCommit;
        }

        for (var number = 0; number < _left.Count / 4; number++)
        {
            _world.Time.After(_world.Plan.Duration * _world.Chance.NextDouble(), () => Begin());
        }
    }

    /// <summary>May begin a standstill between two steps of the host's code.</summary>
    public void AfterStep() => Begin(odds: 0.003);

    /// <summary>May begin a standstill after a call has left: its answer may come meanwhile.</summary>
    public void AfterCall()
    {
        if (_left.Count > 0)
        {
            _world.Time.After(_world.Chance.Around(_world.Plan.Juspay.Latency), () => Begin(odds: 0.1));
        }
    }

    /// <summary>
    /// May begin a standstill between the check's age test and the write of the penny drop. Returns true when the write
    /// must wait.
    /// </summary>
    public bool BeforeTheSocket()
    {
        var begins = Begin(odds: 0.15);
        BeforeASocket += begins ? 1 : 0;
        return begins;
    }

    /// <summary>Ends a standstill, if there is any.</summary>
    public void End()
    {
        if (Host.IsStill)
        {
            _end?.Cancel();
            Host.End(_world.Chance);
            _world.Tell($"the host goes on");
        }
    }

    // The intent is durable, and nobody knows it yet.
    private void AfterCommit(ValidationChange change)
    {
        if (change.After.ValidateAttempts > change.Before.ValidateAttempts)
        {
            Begin(odds: 0.2);
        }
    }

    private bool Begin(double odds = 1)
    {
        if (_left.Count == 0 || !HasProcess || Host.IsStill || _world.IsHealthy || !_world.Chance.Happens(odds))
        {
            return false;
        }

        var (kind, length) = _left.Dequeue();
        _world.Tell($"the host stands still: {kind} for {length}");
        Count++;
        Host.Begin(kind);
        _end = _world.Time.After(length, End);
        return true;
    }
}
