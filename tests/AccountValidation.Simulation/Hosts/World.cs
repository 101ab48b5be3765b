using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Promises;
using AccountValidation.Simulation.Receivers;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>Everything that outlives a process of the host.</summary>
internal sealed class World
{
    /// <summary>Makes the world of a seed.</summary>
    public World(int seed)
    {
        Chance = new(seed);
        Plan = PlanMaker.Draw(Chance);
        Books = new(Time);
        Juspay = new(Plan, Chance, Time);
        Receivers = new(Plan, Time, Books);
        Juspay.Dropping += Books.Drop;
        Juspay.CreateAccounts();
    }

    /// <summary>The only source of chance.</summary>
    public Random Chance { get; }

    /// <summary>What happens in this world.</summary>
    public Plan Plan { get; }

    /// <summary>Its time.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>What an auditor knows.</summary>
    public Books Books { get; }

    /// <summary>Juspay.</summary>
    public SimulatedJuspay Juspay { get; }

    /// <summary>The receivers of callbacks.</summary>
    public SimulatedReceivers Receivers { get; }

    /// <summary>True once nothing goes wrong any more.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>The first promise that was found broken inside the product's own code, which may catch what is thrown there.</summary>
    public BrokenPromiseException? Broken { get; private set; }

    /// <summary>What happened, for whoever wants to read along.</summary>
    public Action<string>? Narrator { get; set; }

    /// <summary>Remembers that a promise is broken.</summary>
    public BrokenPromiseException Break(BrokenPromiseException broken) => Broken ??= broken;

    /// <summary>Tells what happened.</summary>
    public void Tell(FormattableString what) => Narrator?.Invoke(FormattableString.Invariant($"{Time.TimeOfDay:yyyy-MM-dd HH:mm:ss.fff}  {FormattableString.Invariant(what)}"));
}
