namespace AccountValidation.Simulation.Plans;

/// <summary>The causes of a standstill, and their effect on the clocks.</summary>
internal enum StandstillKind
{
    /// <summary>The process is stopped (SIGSTOP): stopwatch and time of day go on.</summary>
    Stopped,

    /// <summary>The machine is paused: the stopwatch stands. The time of day is corrected at the end.</summary>
    PausedAndSet,

    /// <summary>The machine is paused, and its time of day stays behind: no clock shows the pause.</summary>
    PausedAndBehind,
}

/// <summary>A planned standstill of the host.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="Length">The length.</param>
internal sealed record Standstill(StandstillKind Kind, TimeSpan Length);
