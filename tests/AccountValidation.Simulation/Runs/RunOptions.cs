using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>The options of a run.</summary>
/// <param name="Worlds">The kinds of the world; null lets the seed draw them.</param>
/// <param name="GoesOn">Whether the run goes on after a broken guarantee.</param>
internal sealed record RunOptions(Worlds? Worlds = null, bool GoesOn = false);
