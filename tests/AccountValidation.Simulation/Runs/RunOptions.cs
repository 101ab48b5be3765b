using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>What is special about a run.</summary>
/// <param name="Worlds">What is special about its world; null for what the seed draws.</param>
/// <param name="GoesOn">Whether it goes on after a guarantee was broken.</param>
internal sealed record RunOptions(Worlds? Worlds = null, bool GoesOn = false);
