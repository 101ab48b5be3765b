using System.Collections.Immutable;
using AccountValidation.Simulation.Audits;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// Watches the guarantees. The first broken guarantee ends the world, unless the world is to go on and find more.
/// </summary>
/// <param name="goesOn">Whether the world goes on after a broken guarantee.</param>
internal sealed class Guard(bool goesOn)
{
    /// <summary>The broken guarantees, each with its first case.</summary>
    public ImmutableSortedDictionary<Guarantee, string> Found { get; private set; } =
        ImmutableSortedDictionary<Guarantee, string>.Empty;

    /// <summary>Checks a guarantee.</summary>
    /// <exception cref="BrokenGuaranteeException">The guarantee is broken.</exception>
    public void Require(bool holds, Guarantee guarantee, FormattableString otherwise)
    {
        if (holds || Found.ContainsKey(guarantee))
        {
            return;
        }

        var what = FormattableString.Invariant($"{guarantee}: {FormattableString.Invariant(otherwise)}");
        Found = Found.Add(guarantee, what);
        if (!goesOn)
        {
            throw new BrokenGuaranteeException(what);
        }
    }
}
