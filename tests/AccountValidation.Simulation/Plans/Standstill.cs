namespace AccountValidation.Simulation.Plans;

/// <summary>Why the host stands still, and how its clocks show it afterwards.</summary>
internal enum StandstillKind
{
    /// <summary>Its process is stopped (SIGSTOP): stopwatch and time of day go on.</summary>
    Stopped,

    /// <summary>
    /// Its machine is paused, and its time of day is set right when it goes on. The stopwatch has stood.
    /// </summary>
    PausedAndSet,

    /// <summary>Its machine is paused, and its time of day stays behind: no clock shows it.</summary>
    PausedAndBehind,
}

/// <summary>One time in which the host stands still.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Length">How long.</param>
internal sealed record Standstill(StandstillKind Kind, TimeSpan Length);
