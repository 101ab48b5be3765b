using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// Lets the host stand still, where the plan has it: at any moment, and more often at those that matter.
/// </summary>
internal sealed class Standstills
{
    private readonly World _world;
    private readonly Queue<Standstill> _left;
    private Planned? _end;

    /// <summary>Takes those of the plan.</summary>
    public Standstills(World world) => (_world, _left) = (world, new(world.Plan.Host.Standstills));

    /// <summary>How often it has stood still.</summary>
    public int Count { get; private set; }

    /// <summary>How often that was right before a penny drop was written.</summary>
    public int BeforeASocket { get; private set; }

    /// <summary>True while a process runs.</summary>
    public bool HasProcess { get; set; }

    private Stillness Host => _world.Time.Host;

    /// <summary>Plans those at any time, while nothing may be under way.</summary>
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

    /// <summary>Between two steps of the host's code.</summary>
    public void AfterStep() => Begin(odds: 0.003);

    /// <summary>A call has left: its answer may come meanwhile.</summary>
    public void AfterCall()
    {
        if (_left.Count > 0)
        {
            _world.Time.After(_world.Chance.Around(_world.Plan.Juspay.Latency), () => Begin(odds: 0.1));
        }
    }

    /// <summary>
    /// The age of a check was just asked, and the penny drop is about to be written; true when it now waits for that.
    /// </summary>
    public bool BeforeTheSocket()
    {
        var begins = Begin(odds: 0.15);
        BeforeASocket += begins ? 1 : 0;
        return begins;
    }

    /// <summary>It goes on, if it stands still.</summary>
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
