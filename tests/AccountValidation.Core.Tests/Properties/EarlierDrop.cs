using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What a penny drop that has ended leaves open: whether another one may be begun.</summary>
/// <param name="baseline">What the account showed before it.</param>
internal abstract class EarlierDrop(Baseline baseline)
{
    private bool _newsWasShown;

    protected Baseline Baseline => baseline;

    /// <summary>The end of a penny drop, by rule 4.</summary>
    /// <param name="baseline">What the account showed before it.</param>
    /// <param name="intentAt">The time of its intent.</param>
    /// <param name="reply">Its reply.</param>
    /// <param name="at">When that was noted.</param>
    /// <param name="terms">The terms of the validation.</param>
    public static EarlierDrop Of(
        Baseline baseline, DateTimeOffset intentAt, JuspayReply reply, DateTimeOffset at, Terms terms)
    {
        var timedOut = intentAt + terms.JuspayTimeout;
        return reply switch
        {
            JuspayReply.Unclear => new Uncertain(baseline, timedOut > at ? timedOut : at, terms.ConfirmAfter),
            JuspayReply.KeyRefused or JuspayReply.NotAccepted { Cause: ReplyCauses.Throttled } =>
                new Held(baseline, at + (8 * terms.ConfirmAfter)),
            JuspayReply.NotAccepted => new NotSent(baseline),
            _ => new Arrived(baseline),
        };
    }

    /// <summary>A good check has shown this, that of the next drop's own step included.</summary>
    public void Show(DateTimeOffset startedAt, AccountSnapshot seen)
    {
        _newsWasShown |= SecondOpinion.IsNews(baseline, seen);
        if (SecondOpinion.IsSame(baseline, seen))
        {
            ShowSame(startedAt);
        }
    }

    /// <summary>True when another drop may be begun after what was shown.</summary>
    public bool AllowsAnother => MayFollow && (!_newsWasShown || this is NotSent);

    protected abstract bool MayFollow { get; }

    protected virtual void ShowSame(DateTimeOffset startedAt)
    {
    }

    /// <summary>It never left: nothing is open by it.</summary>
    private sealed class NotSent(Baseline baseline) : EarlierDrop(baseline)
    {
        protected override bool MayFollow => true;
    }

    /// <summary>Juspay took it, or refused it for good.</summary>
    private sealed class Arrived(Baseline baseline) : EarlierDrop(baseline)
    {
        protected override bool MayFollow => false;
    }

    /// <summary>401, 403 or 429: a check that would show it must not.</summary>
    private sealed class Held(Baseline baseline, DateTimeOffset clearFrom) : EarlierDrop(baseline)
    {
        private bool _isClear;

        protected override bool MayFollow => _isClear;

        protected override void ShowSame(DateTimeOffset startedAt) => _isClear |= startedAt >= clearFrom;
    }

    /// <summary>Uncertain: four checks must show nothing, far enough apart.</summary>
    private sealed class Uncertain(Baseline baseline, DateTimeOffset endedBy, TimeSpan unit) : EarlierDrop(baseline)
    {
        private static readonly int[] Schedule = [1, 2, 4, 8];

        private readonly List<DateTimeOffset> _counted = [];

        protected override bool MayFollow =>
            _counted.Count >= Schedule.Length && SecondOpinion.CanProveAbsence(Baseline);

        protected override void ShowSame(DateTimeOffset startedAt)
        {
            var isLeft = _counted.Count < Schedule.Length;
            if (isLeft && startedAt >= endedBy + (unit * Schedule[_counted.Count]) && IsFarFromTheLast(startedAt))
            {
                _counted.Add(startedAt);
            }
        }

        private bool IsFarFromTheLast(DateTimeOffset startedAt) => _counted is not [.., var last]
            || startedAt - last >= unit * (Schedule[_counted.Count] - Schedule[_counted.Count - 1]);
    }
}
