using System.Collections.Immutable;
using AccountValidation.Simulation.Audits;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// Watches over the guarantees. The first that is broken ends the world, unless it is to go on, so that others are
/// found as well.
/// </summary>
/// <param name="goesOn">Whether the world goes on.</param>
internal sealed class Guard(bool goesOn)
{
    /// <summary>The guarantees that were found broken, each with what happened first.</summary>
    public ImmutableSortedDictionary<Guarantee, string> Found { get; private set; } =
        ImmutableSortedDictionary<Guarantee, string>.Empty;

    /// <summary>Checks a guarantee.</summary>
    /// <exception cref="BrokenGuaranteeException">It is broken.</exception>
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
