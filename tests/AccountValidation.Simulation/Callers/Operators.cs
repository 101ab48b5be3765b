using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Callers;

/// <summary>Operators and callers who signal a known validation at any time.</summary>
internal sealed class Operators(World world, Machine machine, Signaller signaller)
{
    private readonly List<string> _known = [];

    /// <summary>Adds a validation to the known validations.</summary>
    public void Know(string id) => _known.Add(id);

    /// <summary>Gives a random signal to a random validation.</summary>
    public void DoSomething()
    {
        if (machine.Host is not { } host || _known.Count == 0)
        {
            return;
        }

        var id = _known[world.Chance.Next(_known.Count)];
        Signal signal = world.Chance.Next(10) switch
        {
            0 or 1 => new Signal.Cancel(),
            2 or 3 => new Signal.Check(),
            4 or 5 => new Signal.Hint(),
            6 => new Signal.Redeliver(),
            7 => new Signal.Suspend("operator"),
            8 => new Signal.Resume("operator"),
            _ => new Signal.Terminate("operator"),
        };
        world.Tell($"{id} is given {signal}");
        signaller.Send(id, signal, change => Caller.Travel(world, () => Signalled(host, id, signal, change)));
    }

    /// <summary>Resumes all suspended validations.</summary>
    public void ResumeAll()
    {
        foreach (var (id, _) in world.Books.Committed.Where(entry => entry.Value.IsSuspended))
        {
            Resume(id);
        }
    }

    private void Signalled(SimulatedHost host, string id, Signal signal, ValidationChange? change)
    {
        if (signal is Signal.Cancel && change is { After.IsSettled: false } && machine.Host == host)
        {
            host.Call(engine => engine.WaitUntilSettledAsync(id, TimeSpan.FromSeconds(3), CancellationToken.None));
        }

        if (signal is Signal.Suspend)
        {
            world.Time.After(world.Chance.Around(TimeSpan.FromHours(3)), () => Resume(id));
        }
    }

    private void Resume(string id) => signaller.Send(id, new Signal.Resume(null));
}
