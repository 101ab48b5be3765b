using AccountValidation.Service;

namespace AccountValidation.Simulation.Plans;

/// <summary>
/// What a seed makes of the world: how the service is set, how much is asked of it, and what goes wrong.
/// </summary>
internal sealed record Plan
{
    /// <summary>What is special about the world.</summary>
    public Worlds Worlds { get; init; }

    /// <summary>How Juspay is.</summary>
    public Nature Nature { get; init; } = new();

    /// <summary>What callers and operators do.</summary>
    public Habits Habits { get; init; } = new();

    /// <summary>The service's settings.</summary>
    public required ServiceSettings Settings { get; init; }

    /// <summary><c>SelfHost:DrainTime</c>.</summary>
    public required TimeSpan DrainTime { get; init; }

    /// <summary><c>SelfHost:RetainSettled</c>.</summary>
    public required TimeSpan RetainSettled { get; init; }

    /// <summary>
    /// How long things go wrong and callers come. After it the world is well, and everything has to end.
    /// </summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many customer accounts there are.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many starts are tried.</summary>
    public required int Starts { get; init; }

    /// <summary>
    /// How many other calls are made: cancels, checks, notifications, redeliveries, operators' doings.
    /// </summary>
    public required int Calls { get; init; }

    /// <summary>What goes wrong at Juspay and on the way there.</summary>
    public required JuspayWeather Juspay { get; init; }

    /// <summary>What goes wrong at the receivers.</summary>
    public required ReceiverWeather Receivers { get; init; }

    /// <summary>What goes wrong in the host.</summary>
    public required HostWeather Host { get; init; }

    /// <summary>
    /// The longest time from the intent of a penny drop until Juspay drops it. The rules prove absence up to the last
    /// confirm check, and no further.
    /// </summary>
    public required TimeSpan ArrivesWithin { get; init; }

    /// <summary>The longest time from the intent of a penny drop until checks show the drop.</summary>
    public required TimeSpan ShownWithin { get; init; }

    /// <summary>
    /// The one assumption about Juspay: the longest time from a penny that it took until checks show it.
    /// </summary>
    public TimeSpan ShowsWithin => Settings.Submission.ConfirmAfter * 8;
}

/// <summary>What goes wrong at Juspay and on the way there.</summary>
internal sealed record JuspayWeather
{
    /// <summary>How likely each fate of a call is.</summary>
    public required IReadOnlyList<(Juspay.Fate What, double Weight)> Fates { get; init; }

    /// <summary>How likely each fate of a penny drop is, where that differs.</summary>
    public IReadOnlyList<(Juspay.Fate What, double Weight)>? PennyFates { get; init; }

    /// <summary>How many pennies other people drop on each account.</summary>
    public int OthersDrops { get; init; }

    /// <summary>How likely a check brings another's penny with it, a moment later.</summary>
    public double OthersDropAtCheck { get; init; }

    /// <summary>The usual time to Juspay, and back.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>How likely the way takes a multiple of the time-out.</summary>
    public required double Slow { get; init; }

    /// <summary>How likely checks show a drop only later.</summary>
    public required double Stale { get; init; }

    /// <summary>How many times Juspay refuses our key, for an hour each.</summary>
    public required int KeyOutages { get; init; }

    /// <summary>How many times Juspay is away altogether.</summary>
    public required int Outages { get; init; }
}

/// <summary>What goes wrong at the receivers.</summary>
internal sealed record ReceiverWeather
{
    /// <summary>How likely a single attempt goes wrong.</summary>
    public required double FaultRate { get; init; }

    /// <summary>How many of the receivers are down for days.</summary>
    public required int Down { get; init; }

    /// <summary>How likely the hand-over to the dead letters fails.</summary>
    public required double DeadLetterFaultRate { get; init; }
}

/// <summary>What goes wrong in the host.</summary>
internal sealed record HostWeather
{
    /// <summary>How many times the process is killed at some moment.</summary>
    public required int Kills { get; init; }

    /// <summary>How likely it is killed between two steps of its own code.</summary>
    public required double KillAtStep { get; init; }

    /// <summary>How likely it is killed in a commit, so that the last write may be torn.</summary>
    public required double KillInCommit { get; init; }

    /// <summary>How many times it is told to stop, and started again.</summary>
    public required int Stops { get; init; }

    /// <summary>The usual time until it is started again.</summary>
    public required TimeSpan Downtime { get; init; }

    /// <summary>The times by which its clock is set, forward and backward.</summary>
    public required IReadOnlyList<TimeSpan> ClockJumps { get; init; }

    /// <summary>All of them together, whatever their direction.</summary>
    public TimeSpan AllJumps => ClockJumps.Aggregate(TimeSpan.Zero, (sum, jump) => sum + jump.Duration());

    /// <summary>How many times its disk is full for a while.</summary>
    public required int FullDisks { get; init; }

    /// <summary>The times in which it stands still.</summary>
    public IReadOnlyList<Standstill> Standstills { get; init; } = [];

    /// <summary>How likely a connection takes long to stand, up to the time-out of the call and more.</summary>
    public double SlowConnections { get; init; }

    /// <summary>How likely a process is started with the settings of another Juspay.</summary>
    public double Moves { get; init; }

    /// <summary>How many backups are taken of its database.</summary>
    public int Backups { get; init; }

    /// <summary>How many times the last backup takes the place of the database.</summary>
    public int Restores { get; init; }

    /// <summary>
    /// How many times somebody tries to start a copy of the database, or the database without its mark.
    /// </summary>
    public int Copies { get; init; }

    /// <summary>The usual time of a commit.</summary>
    public required TimeSpan CommitTime { get; init; }

    /// <summary>
    /// After how many pages the write-ahead log is taken into the database; SQLite's default is 1000.
    /// </summary>
    public required int CheckpointPages { get; init; }
}
