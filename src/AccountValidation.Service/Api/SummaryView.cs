using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Api;

/// <summary>The numbers of all validations, as callers see them.</summary>
/// <param name="At">When the numbers were read.</param>
/// <param name="Statuses">For each status that a validation has.</param>
/// <param name="WaitingFor">For each cause that an unfinished validation waits for.</param>
/// <param name="Callbacks">For each status that a callback has.</param>
/// <param name="Receivers">The receivers with most callbacks that wait or failed.</param>
/// <param name="IsComplete">False when the host counts unfinished validations only, and a bounded number of
/// them.</param>
internal sealed record SummaryView(
    DateTimeOffset At,
    IReadOnlyList<StatusCountView> Statuses,
    IReadOnlyList<CauseCountView> WaitingFor,
    IReadOnlyList<CallbackCountView> Callbacks,
    IReadOnlyList<ReceiverCountView> Receivers,
    bool IsComplete)
{
    /// <summary>The view of a summary.</summary>
    public static SummaryView Of(ValidationSummary summary, DateTimeOffset at) => new(
        at,
        [.. summary.Statuses.Select(tally => new StatusCountView(StatusNames.Of(tally.Of), tally.Count, tally.Oldest))],
        [.. summary.Waiting.Select(tally => new CauseCountView(WaitNames.Of(tally.Of), tally.Count, tally.Oldest))],
        [
            .. summary.Callbacks.Select(tally =>
                new CallbackCountView(StatusNames.Of(tally.Of), tally.Count, tally.Oldest)),
        ],
        [
            .. summary.Receivers.Select(receiver => new ReceiverCountView(
                receiver.Host, receiver.Waiting, receiver.Failed, receiver.WaitingSince)),
        ],
        summary.IsComplete);
}

/// <summary>How many validations have a status.</summary>
/// <param name="Status">The status.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestCreatedAt">When the service accepted the oldest of them.</param>
internal sealed record StatusCountView(string Status, long Count, DateTimeOffset OldestCreatedAt);

/// <summary>How many validations have a status of the callback.</summary>
/// <param name="Status">The status of the callback.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestCreatedAt">When the service accepted the oldest of them.</param>
internal sealed record CallbackCountView(string Status, long Count, DateTimeOffset OldestCreatedAt);

/// <summary>How many validations wait for a cause.</summary>
/// <param name="Cause">The cause, such as <c>key-refused</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestSince">Since when the longest of these waits lasts.</param>
internal sealed record CauseCountView(string Cause, long Count, DateTimeOffset OldestSince);

/// <summary>A receiver's callbacks that wait or failed.</summary>
/// <param name="Host">The host of the callback URLs, in lower case.</param>
/// <param name="Waiting">How many callbacks wait for their next attempt.</param>
/// <param name="Failed">How many callbacks the receiver never took.</param>
/// <param name="WaitingSince">Since when the oldest waiting callback waits; null when none waits.</param>
internal sealed record ReceiverCountView(string Host, long Waiting, long Failed, DateTimeOffset? WaitingSince);
