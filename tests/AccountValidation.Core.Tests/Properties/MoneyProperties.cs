using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for the money in every life of a validation. These properties recompute the rules from what happened, not from the state.</summary>
public sealed class MoneyProperties
{
    [Fact]
    public void Drop_Begun_FollowsNoUnresolvedOne() => Walks.AllTurns(turn => Assert.False(turn.BeganADrop && turn.Before.HasUnresolvedDrop));

    [Fact]
    public void Drop_Begun_HasANumberOfItsOwn() => Walks.AllTurns(turn =>
        Assert.InRange(turn.After.ValidateAttempts - turn.Before.ValidateAttempts, 0, turn.BeganADrop ? 1 : 0));

    [Fact]
    public void Drop_Begun_IsBeforeTheDeadline() => Walks.AllTurns(turn => Assert.True(!turn.BeganADrop || turn.IntentAt < turn.Before.DeadlineAt));

    [Fact]
    public void Drop_BegunAndNotFinished_IsUncertainWhenResumed() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.Stage: Stage.InFlight, What: Outcome.PennyDropEnded { Reply: JuspayReply.Unclear } })
        {
            Assert.IsType<Stage.Confirming>(turn.After.Stage);
            Assert.True(turn.After.HasUnresolvedDrop);
        }
    });

    [Fact]
    public void UncertainDrops_Always_AreAtMostTheAllowedNumber() => Walks.All(walk =>
    {
        var uncertain = walk.Turns.Count(turn => turn.What is Outcome.PennyDropEnded { IntentAt: not null, Reply: JuspayReply.Unclear });
        Assert.Equal(uncertain, walk.End.UncertainAttempts);
        Assert.InRange(uncertain, 0, walk.Terms.MaxAttempts);
    });

    [Fact]
    public void Drop_AfterAnUncertainOne_FollowsFourScheduledLooksThatShowedNothing() => Walks.All(walk =>
    {
        Uncertainty? uncertainty = null;
        var sendBefore = Make.Start;
        foreach (var turn in walk.Turns)
        {
            if (turn.BeganADrop)
            {
                Assert.True(uncertainty is null || uncertainty.IsDisproved);
                sendBefore = turn.IntentAt + walk.Terms.JuspayTimeout;
                uncertainty = null;
            }

            if (turn.What is Outcome.PennyDropEnded { IntentAt: not null, Reply: JuspayReply.Unclear })
            {
                uncertainty = new(Stages.BaselineOf(turn.Before)!, sendBefore, walk.Terms.ConfirmAfter);
            }
            else if (turn.What is Outcome.Checked { Reply: JuspayReply.Answered answer } look)
            {
                uncertainty?.Show(look.StartedAt, answer.Account);
            }
        }
    });

    [Fact]
    public void Baseline_Always_IsWhatTheLastLookBeforeTheFirstUncertainDropShowed() => Walks.All(walk =>
    {
        Baseline? shown = null;
        foreach (var turn in walk.Turns)
        {
            if (turn is { What: Outcome.Checked { Reply: JuspayReply.Answered { Account: var account } }, Before: { Stage: Stage.Looking or Stage.Paying, UncertainAttempts: 0 } })
            {
                shown = Baseline.Of(account);
            }

            Assert.True(Stages.BaselineOf(turn.After) is not { } baseline || baseline == shown);
        }
    });

    [Fact]
    public void Cancel_WithADropUnresolved_NeverTakesEffectAtOnce() => Walks.AllTurns(turn =>
        Assert.False(turn is { What: Signal.Cancel, Before.HasUnresolvedDrop: true, After.IsSettled: true }));

    [Fact]
    public void Slot_WithADropUnresolved_IsFreedOnlyAtTheDeadlineAndAfterTheConfirmTime() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.HasUnresolvedDrop: true, After.Stage: Stage.Settled { Reason.Code: ReasonCodes.DropUncertain } })
        {
            var look = Assert.IsType<Outcome.Checked>(turn.What);
            Assert.True(look.StartedAt >= turn.Before.DeadlineAt);
            Assert.True(turn.Before.Stage is not Stage.Confirming stage || look.StartedAt >= stage.SendBefore + (turn.Before.Terms.ConfirmAfter * 8));
        }
    });

    /// <summary>What looks have shown since a penny drop became uncertain, told from the rule and not from the state.</summary>
    private sealed class Uncertainty(Baseline baseline, DateTimeOffset sendBefore, TimeSpan unit)
    {
        private static readonly int[] Schedule = [1, 2, 4, 8];

        private readonly List<DateTimeOffset> _counted = [];
        private bool _somethingShowed;

        public bool IsDisproved => !_somethingShowed && _counted.Count >= Schedule.Length && baseline.CanProveAbsence;

        public void Show(DateTimeOffset startedAt, AccountSnapshot seen)
        {
            _somethingShowed |= seen.Status != baseline.Status || seen.LastValidated != baseline.LastValidated;
            if (_counted.Count < Schedule.Length && startedAt >= sendBefore + (unit * Schedule[_counted.Count]) && IsFarFromTheLast(startedAt))
            {
                _counted.Add(startedAt);
            }
        }

        private bool IsFarFromTheLast(DateTimeOffset startedAt) =>
            _counted is not [.., var last] || startedAt - last >= unit * (Schedule[_counted.Count] - Schedule[_counted.Count - 1]);
    }
}
