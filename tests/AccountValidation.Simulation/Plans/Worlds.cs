namespace AccountValidation.Simulation.Plans;

/// <summary>The kinds of special worlds. A seed may combine several; without any kind the world is plain.</summary>
[Flags]
internal enum Worlds
{
    /// <summary>Only the faults of <see cref="PlanMaker"/>.</summary>
    Plain = 0,

    /// <summary>Juspay shows dates with whole seconds, as the real Juspay does.</summary>
    WholeSeconds = 1 << 0,

    /// <summary>A result <c>FAILURE</c> does not change the date.</summary>
    UnmovedDates = 1 << 1,

    /// <summary>Juspay answers a POST with the record before the drop, and drops the penny.</summary>
    Echoes = 1 << 2,

    /// <summary>Dates in other forms; nobody can read some of them.</summary>
    OddDates = 1 << 3,

    /// <summary>No dates at all.</summary>
    MissingDates = 1 << 4,

    /// <summary>Few permits, and many starts at once.</summary>
    Permits = 1 << 5,

    /// <summary>
    /// Gateways, filters and ingresses answer instead of Juspay, sometimes after Juspay got the call.
    /// </summary>
    Strangers = 1 << 6,

    /// <summary>Juspay itself refuses calls, sometimes although it drops the penny.</summary>
    Refusals = 1 << 7,

    /// <summary>Answers that name another account.</summary>
    OtherIds = 1 << 8,

    /// <summary>Bodies with broken characters in a name, and compressed bodies.</summary>
    BrokenBodies = 1 << 9,

    /// <summary>Other people drop pennies on the accounts, at any time.</summary>
    OthersDrops = 1 << 10,

    /// <summary>Starts name gateways, amounts and routing ids.</summary>
    Gateways = 1 << 11,

    /// <summary>An account that has just settled is validated again within the same second.</summary>
    Successors = 1 << 12,

    /// <summary>Commits and connections take about as long as the time-out.</summary>
    SlowSending = 1 << 13,

    /// <summary>Operators and callers suspend, resume, cancel and ask for checks within seconds of a start.</summary>
    Interference = 1 << 14,

    /// <summary>A replica that is behind answers some checks.</summary>
    Replicas = 1 << 15,

    /// <summary>Callers start an account under several names: of customers, and of the account itself.</summary>
    Aliases = 1 << 16,

    /// <summary>Validations are cancelled or expire with open drops, and new starts follow immediately.</summary>
    Heirs = 1 << 17,

    /// <summary>Some processes start with the settings of another Juspay.</summary>
    Moves = 1 << 18,

    /// <summary>The process is stopped and continues, or its machine is paused, between any two steps.</summary>
    Standstills = 1 << 19,

    /// <summary>
    /// The host's clock changes again and again, forward and backward, every second time between two processes.
    /// </summary>
    Clocks = 1 << 20,

    /// <summary>Backups replace the database, copies of it are started, and its mark gets lost.</summary>
    Restores = 1 << 21,
}
