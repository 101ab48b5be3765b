using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for the money in every life of a validation.</summary>
public sealed class MoneyProperties
{
    [Fact]
    public void Drop_Begun_FollowsNoUnresolvedOne() => Walks.AllTurns(turn =>
        Assert.False(turn.BeganADrop && turn.Before.HasOpenDrop));

    [Fact]
    public void Drop_Begun_HasANumberOfItsOwn() => Walks.AllTurns(turn =>
        Assert.InRange(turn.After.ValidateAttempts - turn.Before.ValidateAttempts, 0, turn.BeganADrop ? 1 : 0));

    [Fact]
    public void Drop_Begun_IsBeforeTheDeadlineAndNeverWhileSuspended() => Walks.AllTurns(turn => Assert.True(
        !turn.BeganADrop || (turn.IntentAt < turn.Before.DeadlineAt && !turn.Before.IsSuspended)));

    [Fact]
    public void Drop_BegunAndNotFinished_IsUncertainWhenResumed() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.Stage: Stage.InFlight, What: Outcome.PennyDropEnded { Reply: JuspayReply.Unclear } })
        {
            Assert.IsType<Stage.Confirming>(turn.After.Stage);
            Assert.True(turn.After.HasOpenDrop);
        }
    });

    [Fact]
    public void Cancel_WithADropUnresolved_NeverTakesEffectAtOnce() => Walks.AllTurns(turn =>
        Assert.False(turn is { What: Signal.Cancel, Before.HasOpenDrop: true, After.IsSettled: true }));

    [Fact]
    public void Slot_WithADropUnresolved_IsFreedOnlyAtTheDeadlineAndAfterTheConfirmTime() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.HasOpenDrop: true, After.Stage: Stage.Settled { Reason.Code: ReasonCodes.DropUncertain } })
        {
            var look = Assert.IsType<Outcome.Checked>(turn.What);
            Assert.True(look.StartedAt >= turn.Before.DeadlineAt);
            var isConfirmed = turn.Before.Stage is not Stage.Confirming stage
                || look.StartedAt >= stage.SendBefore + (turn.Before.Terms.ConfirmAfter * 8);
            Assert.True(isConfirmed);
        }
    });
}
