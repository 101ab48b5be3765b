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
    /// <summary>Creates the world of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="worlds">The kinds of the world; null lets the seed draw them.</param>
    /// <param name="goesOn">Whether the world goes on after a broken guarantee.</param>
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

    /// <summary>The seed, which determines everything.</summary>
    public int Seed { get; }

    /// <summary>The source of chance.</summary>
    public Random Chance { get; }

    /// <summary>The plan of this world.</summary>
    public Plan Plan { get; }

    /// <summary>The agenda and the clocks.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>The auditor's books.</summary>
    public Books Books { get; }

    /// <summary>Watches over the guarantees.</summary>
    public Guard Guard { get; }

    /// <summary>The auditor of the calls to Juspay.</summary>
    public WireAudit Wire { get; }

    /// <summary>Other people at Juspay.</summary>
    public OtherPeople Others { get; }

    /// <summary>The simulated Juspay.</summary>
    public SimulatedJuspay Juspay { get; }

    /// <summary>A second Juspay with the same accounts, but without their history.</summary>
    public SimulatedJuspay Elsewhere { get; }

    /// <summary>The receivers of callbacks.</summary>
    public SimulatedReceivers Receivers { get; }

    /// <summary>Lets the host stand still.</summary>
    public Standstills Standstills { get; }

    /// <summary>True once all faults have ended.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>The first guarantee found broken inside the product's own code, which may catch exceptions.</summary>
    public BrokenGuaranteeException? Broken { get; private set; }

    /// <summary>Called after every commit.</summary>
    public Action<ValidationChange>? Committed { get; set; }

    /// <summary>Receives the story of the world; null without a reader.</summary>
    public Action<string>? Narrator { get; set; }

    /// <summary>Records that a guarantee is broken.</summary>
    public BrokenGuaranteeException Break(BrokenGuaranteeException broken) => Broken ??= broken;

    /// <summary>Tells the narrator an event.</summary>
    public void Tell(FormattableString what) =>
        Narrator?.Invoke(
            FormattableString.Invariant(
                $"{Time.TimeOfDay:yyyy-MM-dd HH:mm:ss.fff}  {FormattableString.Invariant(what)}"));
}
