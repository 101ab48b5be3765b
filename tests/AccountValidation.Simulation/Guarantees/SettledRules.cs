using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using Account = AccountValidation.Simulation.Juspay.Account;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// What must hold when a validation settles: what the caller is told is what Juspay said, of this account and of this
/// penny.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="settled">The validation.</param>
/// <param name="trail">What it did on the wire.</param>
/// <param name="life">The process that settles it.</param>
internal sealed class SettledRules(World world, Validation settled, ValidationTrail trail, int life)
{
    private const int ManyChecks = 12;

    private static readonly TimeSpan UnchangedAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(5);

    private readonly Account _account = (trail.LastGood?.Juspay ?? world.Juspay).Under(
        settled.Request.CustomerId, settled.Request.CustomerAccountId);

    /// <summary>Checks all of it.</summary>
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

    // A penny of its own, one that was unanswered when it was accepted and that it adopted or followed, one that
    // somebody else has dropped since, or an earlier one that checks begin to show only now: nothing in Juspay's answer
    // tells them apart. Never one that was shown before, and where dates tell, never one whose answer an earlier
    // validation was told.
    private bool Explains(Drop drop, Seen verdict)
    {
        // Who follows goes by the baseline of the one that is followed.
        var baselineSince = AcceptedAt(settled.Drop?.ValidationId ?? settled.Id);
        var behind = world.Plan.Nature.Behind > 0 ? world.Plan.ShowsWithin : TimeSpan.Zero;
        return drop.Answer == verdict
            && drop.AnsweredAt <= world.Time.TimeOfDay
            && !(_account.HasDates && world.Books.WasToldBefore(drop, settled.Id))
            && (IsOwn(drop) || drop.AnsweredAt + behind >= baselineSince || drop.ShownAt > baselineSince);
    }

    // A replica that is behind shows the record before a drop that somebody else has under way, and that has the same
    // date: nothing tells it from the drop's end.
    private bool IsOlderThanItKnew() => world.Plan.Nature.Behind > 0
        && settled is { LastAnswer: null, ValidateAttempts: 0 }
        && trail.Pending?.Shown is { } pending && pending.Date == trail.LastGood?.Shown?.Date;

    // The one that it follows may have been answered before it was accepted, while nobody checked, and may itself have
    // been adopted.
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

        // While nothing can be stored, or hardly in time, every check is in vain. The answer of an adopted drop may be
        // no news.
        Require(
            trail.Posts.Count + settled.UncertainAttempts > 0
                || trail.AllowingChecks < ManyChecks
                || settled.LastAnswer is not null // a check that shows less is behind it
                || trail.Pending is not null
                || last?.Life != life
                || world.Plan.Host.FullDisks > 0
                || world.Plan.Worlds.HasFlag(Worlds.SlowSending),
            Guarantee.PaidWhenAllowed,
            $"{trail.AllowingChecks} checks in a row have allowed its penny, which never left");
    }

    // The host stood still when it came, and found the time-out over as well: it may take either.
    private bool IsTooLate(WireCall call) =>
        call.AnsweredAt > call.CameAt && call.AnsweredAt - call.BegunAt > world.Plan.Settings.Juspay.Timeout;

    // Compared with the baseline of its own drop, or with what the drop showed that this process has adopted. What an
    // earlier validation was told is none: a replica may have shown the drop under way once more after that.
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
