using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for the money in every life of a validation.</summary>
public sealed class MoneyProperties
{
    // One that was held off is closed by the very check that another one follows.
    [Fact]
    public void Drop_Begun_FollowsNoOpenOneThatItsOwnCheckDoesNotClose() => Walks.AllTurns(turn =>
    {
        if (turn is { BeganADrop: true, Before.HasOpenDrop: true })
        {
            var held = Assert.IsType<Stage.Paying>(turn.Before.Stage);
            Assert.True(turn.FreshCheck!.StartedAt >= held.ClearFrom);
            Assert.True(SecondOpinion.IsSame(held.Baseline, turn.Seen!));
        }
    });

    [Fact]
    public void Drop_Begun_HasANumberOfItsOwn() => Walks.AllTurns(turn =>
        Assert.InRange(turn.After.ValidateAttempts - turn.Before.ValidateAttempts, 0, turn.BeganADrop ? 1 : 0));

    [Fact]
    public void Drop_Begun_IsBeforeTheDeadlineAndNeverWhileSuspended() => Walks.AllTurns(turn => Assert.True(
        !turn.BeganADrop || (turn.IntentAt < turn.Before.DeadlineAt && !turn.Before.IsSuspended)));

    [Fact]
    public void Drop_BegunAndNotFinished_IsUncertainWhenResumed() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.Stage: Stage.DropUnderWay, What: Outcome.PennyDropEnded { Reply: JuspayReply.Unclear } })
        {
            Assert.IsType<Stage.Confirming>(turn.After.Stage);
            Assert.True(turn.After.HasOpenDrop);
        }
    });

    [Fact]
    public void Cancel_OrTerminate_LeavesTheOpenDropAsItStands() => Walks.AllTurns(turn =>
    {
        if (turn is { What: Signal.Cancel or Signal.Terminate, SettledHere: { } settled })
        {
            Assert.Equal((ValidationStatus.Cancelled, turn.At), (settled.Status, settled.At));
            Assert.Equal(turn.Before.HasOpenDrop ? turn.Before.Stage : null, settled.Left);
            Assert.Equal(AccountRules.OpenDropOf(turn.Before), AccountRules.OpenDropOf(turn.After));
        }
    });

    [Fact]
    public void Expiry_Always_IsByTheFirstCheckOfTheDeadlineThatJuspayTook() =>
        Walks.AllTurns(turn =>
        {
            if (
                turn is { What: Outcome.Checked check, Before: { IsSettled: false, Stage: not Stage.DropUnderWay } }
                && check.StartedAt >= turn.Before.DeadlineAt)
            {
                Assert.True(turn.After.IsSettled || check.Reply is JuspayReply.NotAccepted);
            }

            Assert.True(
                turn.SettledHere is not { Status: ValidationStatus.Expired }
                    || (turn.What as Outcome.Checked)?.StartedAt >= turn.Before.DeadlineAt);
        });

    [Fact]
    public void Expiry_OfAnOpenDrop_LeavesItUnlessTheLastCheckProvesItAbsent() =>
        Walks.AllTurns(turn =>
        {
            if (turn is { Before.HasOpenDrop: true, SettledHere: { Status: ValidationStatus.Expired } settled })
            {
                var isLastProof =
                    turn.Before.Stage is Stage.Confirming { EqualChecks: 3 } or Stage.Paying { ClearFrom: not null }
                    && turn.Seen is { } seen
                    && SecondOpinion.IsSame(Stages.BaselineOf(turn.Before)!, seen);
                Assert.True(settled.Left is not null || isLastProof);
                Assert.True(settled.Left is null || Stages.BaselineOf(settled.Left) == Stages.BaselineOf(turn.Before));
            }
        });

    [Fact]
    public void Answer_Always_LeavesNothing() =>
        Walks.AllTurns(turn =>
            Assert.True(
                turn.SettledHere
                    is not { Status: not (ValidationStatus.Cancelled or ValidationStatus.Expired), Left: not null }));

    [Fact]
    public void Left_OnceSettled_IsChangedByTheEndOfThatDropAlone() =>
        Walks.AllTurns(turn =>
        {
            var (before, after) = (Stages.LeftBy(turn.Before), Stages.LeftBy(turn.After));
            if (turn.Before.IsSettled && before != after)
            {
                var ended = Assert.IsType<Outcome.PennyDropEnded>(turn.What);
                Assert.IsType<Stage.DropUnderWay>(before);
                Assert.Equal(turn.Before.Drop?.At, ended.IntentAt);
                Assert.IsNotType<Stage.DropUnderWay>(after);
            }
        });
}
