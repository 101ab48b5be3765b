using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>The numbers of the validations in the store.</summary>
/// <param name="Statuses">For each status that a validation has: how many, and when the oldest was accepted.</param>
/// <param name="Waiting">For each cause that a validation waits for: how many, and since when the oldest wait
/// lasts.</param>
/// <param name="Callbacks">For each status of a callback: how many, and when the oldest validation was accepted.
/// </param>
/// <param name="Receivers">The receivers with most callbacks that wait or failed, at most
/// <see cref="MostReceivers"/>.</param>
/// <param name="IsComplete">False when the store keeps no counts: then the numbers are those of unfinished validations,
/// and of a bounded number of them.</param>
public sealed record ValidationSummary(
    IReadOnlyList<Tally<ValidationStatus>> Statuses,
    IReadOnlyList<Tally<WaitCause>> Waiting,
    IReadOnlyList<Tally<CallbackStatus?>> Callbacks,
    IReadOnlyList<ReceiverTally> Receivers,
    bool IsComplete)
{
    /// <summary>The most receivers of a summary.</summary>
    public const int MostReceivers = 20;

    /// <summary>How many validations wait for a cause.</summary>
    public long WaitingFor(WaitCause cause) => Waiting.FirstOrDefault(tally => tally.Of == cause)?.Count ?? 0;
}

/// <summary>How many validations share something.</summary>
/// <param name="Of">What they share.</param>
/// <param name="Count">How many; above 0.</param>
/// <param name="Oldest">The oldest time among them.</param>
public sealed record Tally<T>(T Of, long Count, DateTimeOffset Oldest);

/// <summary>A receiver's callbacks.</summary>
/// <param name="Host">The host of the callback URLs, in lower case.</param>
/// <param name="Waiting">How many callbacks wait for their next attempt.</param>
/// <param name="Failed">How many callbacks the receiver never took.</param>
/// <param name="WaitingSince">Since when the oldest waiting callback waits; null when none waits.</param>
public sealed record ReceiverTally(string Host, long Waiting, long Failed, DateTimeOffset? WaitingSince);
