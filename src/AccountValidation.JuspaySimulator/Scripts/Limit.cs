using System.Diagnostics;

namespace AccountValidation.JuspaySimulator;

/// <summary>How often or how long a trouble happens.</summary>
internal abstract record Limit
{
    private Limit()
    {
    }

    /// <summary>Whether a call under this limit still meets the trouble.</summary>
    /// <param name="met">How many calls have met it.</param>
    /// <param name="elapsed">Time since the first call under the script.</param>
    public bool Allows(int met, TimeSpan elapsed) => this switch
    {
        None => true,
        Times(var count) => met < count,
        Lasting(var duration) => elapsed < duration,
        _ => throw new UnreachableException(),
    };

    internal sealed record None : Limit;

    internal sealed record Times(int Count) : Limit;

    internal sealed record Lasting(TimeSpan Duration) : Limit;
}
