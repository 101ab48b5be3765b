namespace AccountValidation.Simulation.Plans;

/// <summary>What is special about a world. Several can meet in one seed; without any the world is plain.</summary>
[Flags]
internal enum Worlds
{
    /// <summary>Nothing: only the storms of <see cref="PlanMaker"/>.</summary>
    Plain = 0,

    /// <summary>Juspay shows dates with whole seconds, as the real one does.</summary>
    WholeSeconds = 1 << 0,

    /// <summary>A validation that ends in <c>FAILURE</c> does not move the date.</summary>
    UnmovedDates = 1 << 1,

    /// <summary>Juspay answers a POST with the record as it was before, and drops the penny.</summary>
    Echoes = 1 << 2,

    /// <summary>Dates in other forms, some of them such that nobody can read them.</summary>
    OddDates = 1 << 3,

    /// <summary>No dates at all.</summary>
    MissingDates = 1 << 4,

    /// <summary>Few permits, and starts that come many at once.</summary>
    Permits = 1 << 5,

    /// <summary>Gateways, filters and ingresses answer instead of Juspay, also after Juspay got the call.</summary>
    Strangers = 1 << 6,

    /// <summary>Juspay itself refuses calls, also those whose penny it drops.</summary>
    Refusals = 1 << 7,

    /// <summary>Answers that name another account.</summary>
    OtherIds = 1 << 8,

    /// <summary>Bodies with broken characters in a name, and packed ones.</summary>
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

    /// <summary>Some checks are answered by a replica that is behind.</summary>
    Replicas = 1 << 15,

    /// <summary>Accounts are started under several names: of customers, and of their own ids.</summary>
    Aliases = 1 << 16,

    /// <summary>
    /// Validations are cancelled and expire with their pennies on the way, and starts come right behind.
    /// </summary>
    Heirs = 1 << 17,

    /// <summary>Some processes are started with the settings of another Juspay.</summary>
    Moves = 1 << 18,

    /// <summary>The process is stopped and goes on, or its machine is paused, between any two steps.</summary>
    Standstills = 1 << 19,

    /// <summary>
    /// The host's clock is set again and again, forward and backward, every other time between two processes.
    /// </summary>
    Clocks = 1 << 20,

    /// <summary>Backups take the place of the database, copies of it are started, and its mark gets lost.</summary>
    Restores = 1 << 21,
}
