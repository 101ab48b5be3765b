using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>The rules for a POST that leaves.</summary>
/// <param name="world">The world.</param>
/// <param name="post">The POST.</param>
/// <param name="owner">The POST's validation.</param>
/// <param name="trail">The validation's earlier calls.</param>
/// <param name="account">The host's knowledge of the account.</param>
internal sealed class PennyRules(
    World world, WireCall post, Validation owner, ValidationTrail trail, AccountTrail account)
{
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _timeout = world.Plan.Settings.Juspay.Timeout;

    private readonly TimeSpan _shownWithin = world.Plan.ShowsWithin;

    /// <summary>Checks all rules.</summary>
    public void Check()
    {
        // A suspension after the intent is too late to stop the POST.
        Require(
            trail.SuspendedAt is not { } since || since >= trail.IntentAt,
            Guarantee.NoPennyWhileSuspended,
            $"it is suspended since {trail.SuspendedAt}");
        Require(
            trail.IntentAtHost < owner.DeadlineAt,
            Guarantee.NoPennyAfterDeadline,
            $"its deadline is {owner.DeadlineAt:O}, its intent of {trail.IntentAtHost:O}");
        CheckEarlierPosts();
        if (account.LastGoodCheck is not { } check)
        {
            Require(holds: false, Guarantee.FreshCheck, $"no check came before");
            return;
        }

        CheckFreshness(check);
        CheckShown(check);
        CheckWaits(check);
    }

    private void CheckFreshness(WireCall check)
    {
        var (age, began) = (
            post.SentAt - check.CameAt - world.Time.Host.Unseen(check.CameAt, post.SentAt),
            world.Books.AcceptedAt(owner.Id));
        Require(check.Life == post.Life, Guarantee.FreshCheck, $"the last good check was of an earlier process");
        Require(age <= _timeout, Guarantee.FreshCheck, $"its check was answered {age} before");
        Require(VirtualTime.At(check.SentAt) >= began, Guarantee.FreshCheck, $"its check began before it was accepted");
    }

    private void CheckShown(WireCall check)
    {
        var shown = check.Shown!;
        Require(shown.Status != Seen.Pending, Guarantee.NothingPending, $"its check showed a drop under way");
        Require(
            !shown.IsSettled || account.FirstShown(shown) <= check.SentAt - Resolution,
            Guarantee.TwoSeconds,
            $"{shown} was first shown at {account.FirstShown(shown)}, and its check began at {check.SentAt}");
        Require(
            trail.Baseline is not { } baseline || baseline == shown,
            Guarantee.SameBaseline,
            $"the first POST's check showed {trail.Baseline}, this one's {shown}");
    }

    private void CheckWaits(WireCall check)
    {
        Require(
            account.PutOffAt is not { } at || check.SentAt >= at + _shownWithin,
            Guarantee.WaitAfterRefusal,
            $"Juspay put a POST off at {account.PutOffAt}, and its check began at {check.SentAt}");
        Require(
            !trail.Posts.Exists(earlier => earlier.IsUncertain) || !trail.Baseline!.HidesTheNext,
            Guarantee.Provable,
            $"an uncertain drop may look like {trail.Baseline}");
        if (trail.Posts is [.., { IsUncertain: true } last])
        {
            const int Checks = 4;
            var timedOut = last.DoubtedFrom(_timeout);
            var equal = trail.EqualChecksSince(timedOut);
            Require(
                check.SentAt >= timedOut + _shownWithin && equal >= Checks,
                Guarantee.ProvedAbsence,
                $"an uncertain POST left at {last.SentAt}, its check began at {check.SentAt}, {equal} equal ones");
        }
    }

    private void CheckEarlierPosts()
    {
        Require(
            trail.Posts.TrueForAll(earlier => earlier.Juspay == post.Juspay),
            Guarantee.SameJuspay,
            $"an earlier one went elsewhere");
        var uncertain = trail.Posts.Count(earlier => earlier.IsUncertain);
        Require(
            uncertain < world.Plan.Settings.Submission.MaxAttempts,
            Guarantee.MaxAttempts,
            $"{uncertain} POSTs have ended uncertain");
        Require(
            !trail.Posts.Exists(earlier => earlier.Shown is not null),
            Guarantee.SpentOnce,
            $"Juspay took an earlier one");
    }

    private void Require(bool holds, Guarantee guarantee, FormattableString otherwise) => world.Guard.Require(
        holds, guarantee, $"{owner.Id} pays at {post.SentAt}, and {FormattableString.Invariant(otherwise)}");
}
