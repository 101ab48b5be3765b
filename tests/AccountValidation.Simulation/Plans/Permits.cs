namespace AccountValidation.Simulation.Plans;

/// <summary>Whether the service's limit of calls a second can be simulated.</summary>
internal static class Permits
{
    // Not while the limiter runs on the framework's own clock, which no simulation can move.
    private const bool RunOnTheInjectedClock = false;

    /// <summary>The limit that the service is set to.</summary>
    public static double? RateOf(double? drawn) => RunOnTheInjectedClock ? drawn : null;
}
