using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Receivers;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Hosts;

/// <summary>Everything that outlives a process of the host.</summary>
internal sealed class World
{
    /// <summary>Makes the world of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="worlds">What is special about it; null for what the seed draws.</param>
    /// <param name="goesOn">Whether it goes on after a guarantee was broken.</param>
    public World(int seed, Worlds? worlds, bool goesOn)
    {
        (Seed, Chance) = (seed, new(seed));
        Plan = WorldMaker.Shape(PlanMaker.Draw(Chance), worlds, seed);
        Guard = new(goesOn);
        Books = new(Time, Guard);
        Wire = new(this);
        (Juspay, Elsewhere) = (new(Plan, Chance, Time), new(Plan, Chance, Time));
        Others = new(this);
        Receivers = new(Plan, Time, Books);
        Standstills = new(this);
        Books.Undone += Wire.Undo;
        Juspay.Dropping += Books.Drop;
        Juspay.CreateAccounts();
        if (Plan.Host.Moves > 0)
        {
            Elsewhere.Dropping += Books.Drop;
            Elsewhere.CreateAccounts();
        }
    }

    /// <summary>Where all of it comes from.</summary>
    public int Seed { get; }

    /// <summary>The source of chance.</summary>
    public Random Chance { get; }

    /// <summary>What happens in this world.</summary>
    public Plan Plan { get; }

    /// <summary>Its time.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>What an auditor knows.</summary>
    public Books Books { get; }

    /// <summary>Watches over the guarantees.</summary>
    public Guard Guard { get; }

    /// <summary>What an auditor sees of the calls to Juspay.</summary>
    public WireAudit Wire { get; }

    /// <summary>Other people at Juspay.</summary>
    public OtherPeople Others { get; }

    /// <summary>Juspay.</summary>
    public SimulatedJuspay Juspay { get; }

    /// <summary>Another Juspay, which knows the same accounts, and nothing of what happened to them here.</summary>
    public SimulatedJuspay Elsewhere { get; }

    /// <summary>The receivers of callbacks.</summary>
    public SimulatedReceivers Receivers { get; }

    /// <summary>Lets the host stand still.</summary>
    public Standstills Standstills { get; }

    /// <summary>True once nothing goes wrong any more.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>
    /// The first guarantee that was found broken inside the product's own code, which may catch what is thrown there.
    /// </summary>
    public BrokenGuaranteeException? Broken { get; private set; }

    /// <summary>Is told of every commit.</summary>
    public Action<ValidationChange>? Committed { get; set; }

    /// <summary>What happened, for whoever wants to read along.</summary>
    public Action<string>? Narrator { get; set; }

    /// <summary>Remembers that a guarantee is broken.</summary>
    public BrokenGuaranteeException Break(BrokenGuaranteeException broken) => Broken ??= broken;

    /// <summary>Tells what happened.</summary>
    public void Tell(FormattableString what) =>
        Narrator?.Invoke(
            FormattableString.Invariant(
                $"{Time.TimeOfDay:yyyy-MM-dd HH:mm:ss.fff}  {FormattableString.Invariant(what)}"));
}
