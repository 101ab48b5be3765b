using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using Account = AccountValidation.Simulation.Juspay.Account;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// The rules for a validation that settles: its result is Juspay's answer about this account and this penny.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="settled">The validation.</param>
/// <param name="trail">The validation's calls on the wire.</param>
/// <param name="life">The number of the process that settles the validation.</param>
internal sealed class SettledRules(World world, Validation settled, ValidationTrail trail, int life)
{
    private const int ManyChecks = 12;

    private static readonly TimeSpan UnchangedAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(5);

    private readonly Account _account = (trail.LastGood?.Juspay ?? world.Juspay).Under(
        settled.Request.CustomerId, settled.Request.CustomerAccountId);

    /// <summary>Checks all rules.</summary>
    public void Check()
    {
        switch (settled)
        {
            case { Stage: Stage.Settled { Reused: true } }:
                CheckReused();
                break;
            case { Status: ValidationStatus.Active }:
                CheckVerdict(Seen.Active);
                break;
            case { Status: ValidationStatus.Failure }:
                CheckVerdict(Seen.Failure);
                break;
            case { Status: ValidationStatus.Rejected }:
                CheckRejected();
                break;
            case { Status: ValidationStatus.Expired }:
                CheckExpired();
                break;
        }
    }

    private void CheckVerdict(Seen verdict)
    {
        Require(
            trail.LastGood?.Shown?.Status == verdict,
            Guarantee.SaidByJuspay,
            $"the last thing Juspay said is {trail.LastGood?.Shown}");
        Require(
            IsUnchanged() || IsOlderThanItKnew() || _account.Drops.Exists(drop => Explains(drop, verdict)),
            Guarantee.TrueVerdict,
            $"no penny of the account ended so");
    }

    // Four kinds of pennies may explain a verdict: an own penny; a penny unanswered at the acceptance, which the
    // validation adopted or followed; another person's penny since; and an earlier penny that checks show only now.
    // Nothing in Juspay's answer tells them apart. A penny shown before never explains the verdict. Where dates tell,
    // neither does a penny whose answer an earlier validation was told.
    private bool Explains(Drop drop, Seen verdict)
    {
        // A following validation uses the baseline of the followed validation.
        var baselineSince = AcceptedAt(settled.Drop?.ValidationId ?? settled.Id);
        var behind = world.Plan.Nature.Behind > 0 ? world.Plan.ShowsWithin : TimeSpan.Zero;
        return drop.Answer == verdict
            && drop.AnsweredAt <= world.Time.TimeOfDay
            && !(_account.HasDates && world.Books.WasToldBefore(drop, settled.Id))
            && (IsOwn(drop) || drop.AnsweredAt + behind >= baselineSince || drop.ShownAt > baselineSince);
    }

    // A replica that is behind shows the record before another person's open drop, with the same date: nothing tells
    // that record from the drop's end.
    private bool IsOlderThanItKnew() => world.Plan.Nature.Behind > 0
        && settled is { LastAnswer: null, ValidateAttempts: 0 }
        && trail.Pending?.Shown is { } pending && pending.Date == trail.LastGood?.Shown?.Date;

    // The followed drop may have been answered before the acceptance, while nobody checked. Its validation may itself
    // have adopted that drop.
    private bool IsOwn(Drop drop) =>
        drop.ValidationId == settled.Id
        || (
            settled.Drop is { ValidationId: var followed }
            && followed != settled.Id
            && (
                (drop.ValidationId ?? followed) == followed
                || drop.AnsweredAt >= AcceptedAt(followed)
                || drop.ShownAt > AcceptedAt(followed)));

    private DateTimeOffset AcceptedAt(string id) => world.Books.AcceptedAt(id);

    // Juspay took the penny, and an hour later a check still shows the account as before.
    private bool IsUnchanged() => trail.LastGood is { IsPennyDrop: false } last
        && last.Shown == trail.Baseline
        && trail.Posts.Exists(post => post.Shown is not null && IsLater(post, last));

    private static bool IsLater(WireCall post, WireCall last) => last.SentAt >= post.AnsweredAt + UnchangedAfter;

    private void CheckReused()
    {
        var last = trail.LastGood;
        Require(trail.Posts.Count == 0, Guarantee.ReusedInTime, $"it has sent a penny");
        Require(
            last is { Shown: { IsSettled: true, Instant: { } at } shown }
                && (
                    (
                        shown.Status == Seen.Active
                        && (IsRecent(last.AnsweredAtHost - at) || IsRecent(world.Time.ProcessTimeOfDay - at))
                    ) || world.Books.IsInDoubt(at)),
            Guarantee.ReusedInTime,
            $"Juspay showed {last?.Shown}, and it is {world.Time.ProcessTimeOfDay:O}");
    }

    private bool IsRecent(TimeSpan age) => age.Duration() <= world.Plan.Settings.Submission.ReuseWithin;

    private void CheckRejected()
    {
        var byPost = trail.Posts is [.. var earlier, { Answer.IsRefusal: true }]
            && !earlier.Exists(post => post.IsUncertain);
        var byChecks = trail.Posts.Count == 0 && trail.Refusals.Now is var (first, last) && AreApart(first, last);
        Require(byPost || byChecks, Guarantee.RejectedByJuspay, $"Juspay did not say so, or not for sure");
        Require(
            !_account.Drops.Exists(drop => drop.ValidationId == settled.Id && !world.Books.IsLost(drop)),
            Guarantee.RejectedByJuspay,
            $"it has dropped a penny");
    }

    private static bool AreApart(WireCall first, WireCall last) => last.SentAt - first.SentAt >= BetweenRefusals
        || last.AnsweredAt - first.AnsweredAt >= BetweenRefusals;

    private void CheckExpired()
    {
        var last = trail.LastGood;
        Require(
            last is not { Shown: { IsSettled: true } shown }
                || last.Life != life
                || IsTooLate(last)
                || last.CustomerId != settled.Request.CustomerId
                || !IsNews(shown),
            Guarantee.NotExpiredWhenAnswered,
            $"it knew {trail.Baseline ?? trail.Pending?.Shown}, and Juspay showed {last?.Shown} at {last?.AnsweredAt}");

        // While the disk takes no writes, or hardly in time, every check is in vain. The answer of an adopted drop may
        // be no news.
        Require(
            trail.Posts.Count + settled.UncertainAttempts > 0
                || trail.AllowingChecks < ManyChecks
                || settled.LastAnswer is not null // A later check that shows less comes from a replica that is behind.
                || trail.Pending is not null
                || last?.Life != life
                || world.Plan.Host.FullDisks > 0
                || world.Plan.Worlds.HasFlag(Worlds.SlowSending),
            Guarantee.PaidWhenAllowed,
            $"{trail.AllowingChecks} checks in a row have allowed its penny, which never left");
    }

    // The host stood still when the answer came, and found the time-out over as well: it may use either.
    private bool IsTooLate(WireCall call) =>
        call.AnsweredAt > call.CameAt && call.AnsweredAt - call.BegunAt > world.Plan.Settings.Juspay.Timeout;

    // The comparison uses the baseline of the own drop, or the record of a drop that this process has adopted. An
    // answer that an earlier validation was told is no news: a replica may have shown the drop under way again.
    private bool IsNews(Shown shown) =>
        (trail.Baseline, trail.Pending) switch
        {
            ({ } known, _) => (shown.Status, shown.Date) != (known.Status, known.Date)
                && !(shown.Instant < known.Instant),
            (null, { Shown: { } known, Life: var adopted }) => adopted == life
                && shown.Date != known.Date
                && !(shown.Instant < known.Instant)
                && settled.LastAnswer?.Shown.LastValidated != shown.Instant,
            _ => false,
        };

    private void Require(bool holds, Guarantee guarantee, FormattableString otherwise) => world.Guard.Require(
        holds, guarantee, $"{settled.Id} settles {settled.Status}, and {FormattableString.Invariant(otherwise)}");
}
