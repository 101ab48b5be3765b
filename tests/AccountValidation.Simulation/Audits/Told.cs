using AccountValidation.Core;

namespace AccountValidation.Simulation.Audits;

/// <summary>
/// What callers and listeners were told of each validation last: it has to be on disk, also after a crash.
/// </summary>
internal sealed class Told
{
    private readonly Dictionary<string, Validation> _last = new(StringComparer.Ordinal);

    /// <summary>Somebody is told.</summary>
    public void Note(Validation told) => _last[told.Id] = told;

    /// <summary>True when somebody was told of exactly this state.</summary>
    public bool Knows(Validation state) => ReferenceEquals(_last.GetValueOrDefault(state.Id), state);
}
