namespace AccountValidation.KillHarness.Soaks;

/// <summary>One long run.</summary>
/// <param name="Duration">How long the load lasts.</param>
/// <param name="Rate">Actions of the load a second.</param>
/// <param name="Seed">Chooses accounts and actions.</param>
/// <param name="Host">The program to measure; null to publish it first.</param>
/// <param name="Simulator">The simulator's program; null to publish it first.</param>
internal sealed record SoakOptions(TimeSpan Duration, double Rate, int Seed, string? Host, string? Simulator);
