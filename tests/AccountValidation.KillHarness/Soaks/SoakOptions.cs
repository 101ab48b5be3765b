namespace AccountValidation.KillHarness.Soaks;

/// <summary>The options of a long run.</summary>
/// <param name="Duration">The duration of the load.</param>
/// <param name="Rate">Actions of the load per second.</param>
/// <param name="Seed">Chooses accounts and actions.</param>
/// <param name="Host">The path of the service's program; null to publish it first.</param>
/// <param name="Simulator">The path of the simulator's program; null to publish it first.</param>
internal sealed record SoakOptions(TimeSpan Duration, double Rate, int Seed, string? Host, string? Simulator);
