using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// What a validation takes from its account when it starts, and what it leaves there (rule 1). A store calls both in
/// the commit that changes the validation.
/// </summary>
public static class AccountRules
{
    /// <summary>
    /// The routing id that forbids a start: the account has used another within <see cref="Account.LongestOpen"/>, and
    /// Juspay wants the same one every time. Null when the start may be made. A request that names its customer's id,
    /// or none, takes what the account uses.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="restart">Since when the process runs; null where no restart cuts a wait.</param>
    public static string? OtherRoutingId(
        Account account, ValidationRequest request, DateTimeOffset now, Restart? restart = null) =>
        account.RoutingId is { } inUse
        && request.RoutingId != inUse
        && request.RoutingId != request.CustomerId
        && (
            IsWithinLongest(account.LockedAt, now, restart?.TrustedSince)
            || OpenDropAt(account, now, restart) is not null)
            ? inUse
            : null;

    /// <summary>
    /// A validation that was just accepted, with what its account knows: it follows an open penny drop instead of
    /// paying.
    /// </summary>
    /// <param name="accepted">The validation.</param>
    /// <param name="account">Its account.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="restart">Since when the process runs; null where no restart cuts a wait.</param>
    public static Validation Enter(Validation accepted, Account account, DateTimeOffset now, Restart? restart = null)
    {
        var request = accepted.Request;
        var isOwnRoute = request.RoutingId != request.CustomerId;
        var entered = accepted with
        {
            Request = isOwnRoute ? request : request with { RoutingId = account.RoutingId ?? request.RoutingId },
            LastAnswer = KnownAnswer.Of(account.LastAnswer, request.CustomerAccountId),
        };
        return OpenDropAt(account, now, restart) is { } open
            ? Follow(entered, open, now, restart ?? Restart.None)
            : entered;
    }

    /// <summary>
    /// The account once a validation that holds its lock, or whose penny drop is its open one, is as it is now.
    /// </summary>
    public static Account Keep(Account account, Validation validation) =>
        account with
        {
            RoutingId = validation.Request.RoutingId,
            LockedAt = account.LockedAt > validation.CreatedAt ? account.LockedAt : validation.CreatedAt,
            LastAnswer = validation.LastSeen is { IsSettled: true } seen
                ? new KnownAnswer(validation.Request.CustomerAccountId, validation.Juspay, Baseline.Of(seen)).InFrontOf(
                    account.LastAnswer)
                : account.LastAnswer,
            OpenDrop = OpenDropOf(validation),
        };

    /// <summary>
    /// The account once a validation that settled before accounts were kept is known, in the order in which they
    /// settled. One that ended without a trace of a penny drop says nothing of one that was left open before it.
    /// </summary>
    public static Account KeepEnded(Account account, Validation settled) =>
        Keep(account, settled) is var kept && kept.OpenDrop is null && settled.LastSeen is not { IsSettled: true }
            ? kept with { OpenDrop = account.OpenDrop }
            : kept;

    /// <summary>
    /// True when a change of a validation is its account's, too: it holds the lock; or nobody does, and it has not
    /// settled and no other's penny drop is open; or it has settled while its own was under way, and nobody has
    /// followed that since.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="holder">Which validation holds its lock; null for none.</param>
    /// <param name="before">The validation before the change.</param>
    public static bool Concerns(Account account, string? holder, Validation before)
    {
        var isOwn = account.OpenDrop?.Drop.ValidationId == before.Id;
        return holder is not null ? holder == before.Id
            : before.IsSettled ? isOwn && account.OpenDrop is { Stage: Stage.DropUnderWay }
            : isOwn || account.OpenDrop is null;
    }

    /// <summary>
    /// The penny drop that is open at a time: one that has been so for <see cref="Account.LongestOpen"/> is so no
    /// longer. Null when there is none.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="now">The time.</param>
    /// <param name="restart">Since when the process runs; null where no restart cuts a wait.</param>
    public static OpenDrop? OpenDropAt(Account account, DateTimeOffset now, Restart? restart = null) =>
        account.OpenDrop is { } open && IsWithinLongest(open.Drop.At, now, restart?.TrustedSince) ? open : null;

    /// <summary>The penny drop that a validation leaves open where it stands; null when it leaves none.</summary>
    public static OpenDrop? OpenDropOf(Validation validation) =>
        validation.Drop is { } drop && validation.OpenStage is { } stage
            ? new(drop, stage, validation.UncertainAttempts)
            : null;

    /// <summary>
    /// A validation that follows a drop of another that is open for too long lets it go, and begins anew. Its own it
    /// never lets go, nor any at its deadline, when no penny could follow.
    /// </summary>
    internal static Validation LetGo(Validation validation, DateTimeOffset now) =>
        validation.Drop is { } drop
        && drop.ValidationId != validation.Id
        && !IsWithinLongest(drop.At, now, validation.HeldFrom)
        && now < validation.DeadlineAt
            ? Anew(validation, now)
            : validation;

    /// <summary>Begins anew: whatever was followed means nothing any more.</summary>
    internal static Validation Anew(Validation validation, DateTimeOffset now) =>
        validation with
        {
            Stage = new Stage.Checking(now, Failures: 0),
            Drop = null,
            PennyLeft = false,
            UncertainAttempts = 0,
        };

    // A clock that is ahead after a restart would end the time too soon.
    private static bool IsWithinLongest(DateTimeOffset? from, DateTimeOffset now, DateTimeOffset? trustedSince) =>
        now - (trustedSince > from ? trustedSince : from) < Account.LongestOpen;

    private static Validation Follow(Validation entered, OpenDrop open, DateTimeOffset now, Restart restart)
    {
        var followed = PennyDrop.Begins(entered.Noted(now, TimelineEvents.Adopted), open.Drop.At) with
        {
            Drop = open.Drop,
            PennyLeft = true,
            UncertainAttempts = open.UncertainAttempts,
        };
        // A process that is gone sends nothing more. What it sent may be on its way still, and nobody has measured
        // since when.
        var gone = open.Drop.At < restart.Since ? now + followed.Terms.JuspayTimeout : now;
        var following = Restarts.Resumed(open.Stage, followed.Terms, restart.Since) switch
        {
            // Who sent it may be sending it still: it has left by its time, and ends a time-out later.
            Stage.DropUnderWay stage => PennyDrop.Uncertain(
                followed, stage.Baseline, Backoff.Later(stage.SendBefore + (stage.SendBefore - open.Drop.At), gone)),
            Stage.Waiting stage => followed with { Stage = stage with { Checks = 0 } },
            var stage => followed with { Stage = stage },
        };
        return following with { Stage = following.Stage.WithNextCheckAt(now) };
    }
}
