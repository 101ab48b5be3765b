using AccountValidation.Core;

namespace AccountValidation.Simulation.Audits;

/// <summary>
/// The last state of each validation that callers and listeners were told: it must be on disk, even after a crash.
/// </summary>
internal sealed class Told
{
    private readonly Dictionary<string, Validation> _last = new(StringComparer.Ordinal);

    /// <summary>Notes that a caller or listener is told a state.</summary>
    public void Note(Validation told) => _last[told.Id] = told;

    /// <summary>True when a caller or listener was told exactly this state.</summary>
    public bool Knows(Validation state) => ReferenceEquals(_last.GetValueOrDefault(state.Id), state);
}
