using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Rules for the facts that a validation takes from its account and leaves there (rule 1). A store calls both in the
/// commit that changes the validation.
/// </summary>
public static class AccountRules
{
    /// <summary>
    /// The routing id that forbids a start, or null when the start is allowed. The account has used another routing id
    /// within <see cref="Account.LongestOpen"/>, and Juspay wants the same id every time. A request without a routing
    /// id, or with its customer's id, takes the account's.
    /// </summary>
    /// <param name="account">The account of the request.</param>
    /// <param name="request">The start request, with the defaults filled in.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="restart">Since when the process runs; null where no restart interrupts a wait.</param>
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
    /// Adds the account's facts to a validation that was just accepted. The validation follows an open drop instead of
    /// paying.
    /// </summary>
    /// <param name="accepted">The validation that was just accepted.</param>
    /// <param name="account">The account of the validation.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="restart">Since when the process runs; null where no restart interrupts a wait.</param>
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
    /// The account after a change of a validation that holds the account's lock or owns its open drop.
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
    /// Adds a validation that settled before accounts were kept. The caller goes through these in the order in which
    /// they settled. A validation that ended without a trace of a penny drop leaves an earlier open drop as it is.
    /// </summary>
    public static Account KeepEnded(Account account, Validation settled) =>
        Keep(account, settled) is var kept && kept.OpenDrop is null && settled.LastSeen is not { IsSettled: true }
            ? kept with { OpenDrop = account.OpenDrop }
            : kept;

    /// <summary>
    /// True when a change of a validation changes its account, too. This holds for the holder of the lock. If nobody
    /// holds the lock, it holds for an unsettled validation unless another validation's drop is open. If nobody holds
    /// the lock, it also holds for a validation that settled during its own drop, until another validation follows that
    /// drop.
    /// </summary>
    /// <param name="account">The account of the validation.</param>
    /// <param name="holder">The id of the validation that holds the account's lock; null when nobody holds it.</param>
    /// <param name="before">The validation before the change.</param>
    public static bool Concerns(Account account, string? holder, Validation before)
    {
        var isOwn = account.OpenDrop?.Drop.ValidationId == before.Id;
        return holder is not null ? holder == before.Id
            : before.IsSettled ? isOwn && account.OpenDrop is { Stage: Stage.DropUnderWay }
            : isOwn || account.OpenDrop is null;
    }

    /// <summary>
    /// The account's open drop at a time. A drop counts as open for <see cref="Account.LongestOpen"/> at most. Null
    /// when no drop is open.
    /// </summary>
    /// <param name="account">The account to ask.</param>
    /// <param name="now">The time to ask for.</param>
    /// <param name="restart">Since when the process runs; null where no restart interrupts a wait.</param>
    public static OpenDrop? OpenDropAt(Account account, DateTimeOffset now, Restart? restart = null) =>
        account.OpenDrop is { } open && IsWithinLongest(open.Drop.At, now, restart?.TrustedSince) ? open : null;

    /// <summary>
    /// The penny drop that a validation leaves open in its current stage; null when it leaves no open drop.
    /// </summary>
    public static OpenDrop? OpenDropOf(Validation validation) =>
        validation.Drop is { } drop && validation.OpenStage is { } stage
            ? new(drop, stage, validation.UncertainAttempts)
            : null;

    /// <summary>
    /// Lets go of another validation's drop that has been open for too long, and begins anew. A validation never lets
    /// go of its own drop. It lets go of no drop at its deadline, when no penny could follow.
    /// </summary>
    internal static Validation LetGo(Validation validation, DateTimeOffset now) =>
        validation.Drop is { } drop
        && drop.ValidationId != validation.Id
        && !IsWithinLongest(drop.At, now, validation.HeldFrom)
        && now < validation.DeadlineAt
            ? Anew(validation, now)
            : validation;

    /// <summary>Begins anew: the followed drop means nothing any more.</summary>
    internal static Validation Anew(Validation validation, DateTimeOffset now) =>
        validation with
        {
            Stage = new Stage.Checking(now, Failures: 0),
            Drop = null,
            PennyLeft = false,
            UncertainAttempts = 0,
        };

    // After a restart the clock may be ahead. Without the later start time the wait would end too soon.
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
        // A process that is gone sends nothing more. A POST that it sent may still be on its way, and nobody has
        // measured since when.
        var gone = open.Drop.At < restart.Since ? now + followed.Terms.JuspayTimeout : now;
        var following = Restarts.Resumed(open.Stage, followed.Terms, restart.Since) switch
        {
            // The sender may still be sending: the POST leaves by its time, and ends a time-out later. The sender's
            // time-out may be another than the follower's.
            Stage.DropUnderWay stage => PennyDrop.Uncertain(
                followed, stage.Baseline, Backoff.Later(stage.SendBefore + (stage.SendBefore - open.Drop.At), gone)),
            Stage.Waiting stage => followed with { Stage = stage with { Checks = 0 } },
            var stage => followed with { Stage = stage },
        };
        return following with { Stage = following.Stage.WithNextCheckAt(now) };
    }
}
