using AccountValidation.Service;

namespace AccountValidation.Simulation.Plans;

/// <summary>The plan that a seed draws: the service's settings, its load, and the faults.</summary>
internal sealed record Plan
{
    /// <summary>The kinds of the world.</summary>
    public Worlds Worlds { get; init; }

    /// <summary>The lasting behaviour of Juspay.</summary>
    public Nature Nature { get; init; } = new();

    /// <summary>The habits of callers and operators.</summary>
    public Habits Habits { get; init; } = new();

    /// <summary>The service's settings.</summary>
    public required ServiceSettings Settings { get; init; }

    /// <summary><c>SelfHost:DrainTime</c>.</summary>
    public required TimeSpan DrainTime { get; init; }

    /// <summary><c>SelfHost:RetainSettled</c>.</summary>
    public required TimeSpan RetainSettled { get; init; }

    /// <summary>
    /// The time of faults and callers. Afterwards the world is healthy, and every validation must end.
    /// </summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The number of customer accounts.</summary>
    public required int Accounts { get; init; }

    /// <summary>The number of starts.</summary>
    public required int Starts { get; init; }

    /// <summary>
    /// The number of other calls: cancellations, checks, notifications, redeliveries, operators' actions.
    /// </summary>
    public required int Calls { get; init; }

    /// <summary>The faults at Juspay and on the way to it.</summary>
    public required JuspayWeather Juspay { get; init; }

    /// <summary>The faults at the receivers.</summary>
    public required ReceiverWeather Receivers { get; init; }

    /// <summary>The faults in the host.</summary>
    public required HostWeather Host { get; init; }

    /// <summary>
    /// The longest time from the intent of a penny drop until Juspay drops the penny. The rules prove absence up to the
    /// last confirm check, and no further.
    /// </summary>
    public required TimeSpan ArrivesWithin { get; init; }

    /// <summary>The longest time from the intent of a penny drop until checks show the drop.</summary>
    public required TimeSpan ShownWithin { get; init; }

    /// <summary>
    /// The one assumption about Juspay: the longest time from a penny that it took until checks show it.
    /// </summary>
    public TimeSpan ShowsWithin => Settings.Submission.ConfirmAfter * 8;
}

/// <summary>The faults at Juspay and on the way to it.</summary>
internal sealed record JuspayWeather
{
    /// <summary>The weight of each fate of a call.</summary>
    public required IReadOnlyList<(Juspay.Fate What, double Weight)> Fates { get; init; }

    /// <summary>The weights for a penny drop, where they differ.</summary>
    public IReadOnlyList<(Juspay.Fate What, double Weight)>? PennyFates { get; init; }

    /// <summary>The number of other people's pennies on each account.</summary>
    public int OthersDrops { get; init; }

    /// <summary>The probability that another person drops a penny a moment after a check.</summary>
    public double OthersDropAtCheck { get; init; }

    /// <summary>The usual time of a call's way to Juspay, and back.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The probability that a way takes a multiple of the time-out.</summary>
    public required double Slow { get; init; }

    /// <summary>The probability that checks show a drop late.</summary>
    public required double Stale { get; init; }

    /// <summary>The number of times that Juspay refuses our key, each for an hour.</summary>
    public required int KeyOutages { get; init; }

    /// <summary>The number of times that no call reaches Juspay.</summary>
    public required int Outages { get; init; }
}

/// <summary>The faults at the receivers.</summary>
internal sealed record ReceiverWeather
{
    /// <summary>The probability that a single attempt fails.</summary>
    public required double FaultRate { get; init; }

    /// <summary>The number of receivers that are down for days.</summary>
    public required int Down { get; init; }

    /// <summary>The probability that the transfer to the dead letters fails.</summary>
    public required double DeadLetterFaultRate { get; init; }
}

/// <summary>The faults in the host.</summary>
internal sealed record HostWeather
{
    /// <summary>The number of kills at random moments.</summary>
    public required int Kills { get; init; }

    /// <summary>The probability of a kill between two steps of the process's code.</summary>
    public required double KillAtStep { get; init; }

    /// <summary>The probability of a kill in a commit, which may tear the last write.</summary>
    public required double KillInCommit { get; init; }

    /// <summary>The number of stops, each followed by a start.</summary>
    public required int Stops { get; init; }

    /// <summary>The usual time until the next start.</summary>
    public required TimeSpan Downtime { get; init; }

    /// <summary>The changes of the clock, forward and backward.</summary>
    public required IReadOnlyList<TimeSpan> ClockJumps { get; init; }

    /// <summary>The sum of all changes, regardless of their direction.</summary>
    public TimeSpan AllJumps => ClockJumps.Aggregate(TimeSpan.Zero, (sum, jump) => sum + jump.Duration());

    /// <summary>The number of times that the disk is full for a while.</summary>
    public required int FullDisks { get; init; }

    /// <summary>The standstills of the host.</summary>
    public IReadOnlyList<Standstill> Standstills { get; init; } = [];

    /// <summary>The probability of a slow connection, up to the call's time-out and longer.</summary>
    public double SlowConnections { get; init; }

    /// <summary>The probability that a process starts with the settings of another Juspay.</summary>
    public double Moves { get; init; }

    /// <summary>The number of backups of the database.</summary>
    public int Backups { get; init; }

    /// <summary>The number of restores of the last backup.</summary>
    public int Restores { get; init; }

    /// <summary>The number of attempts to start a copy of the database, or the database without its mark.</summary>
    public int Copies { get; init; }

    /// <summary>The usual time of a commit.</summary>
    public required TimeSpan CommitTime { get; init; }

    /// <summary>
    /// The number of pages after which SQLite copies the log into the database; SQLite's default is 1000.
    /// </summary>
    public required int CheckpointPages { get; init; }
}
