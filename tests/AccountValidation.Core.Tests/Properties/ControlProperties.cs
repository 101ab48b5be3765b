using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for suspensions, terminates and hints in every life of a validation.</summary>
public sealed class ControlProperties
{
    [Fact]
    public void Suspended_AtEveryMoment_IsGivenNoStep() =>
        Walks.AllTurns(turn =>
        {
            if (turn.After.IsSuspended)
            {
                Assert.IsType(
                    turn.After.IsFinished ? typeof(Step.Done) : typeof(Step.Hold), Lifecycle.Next(turn.After, turn.At));
                Assert.IsNotType<Step.Check>(Lifecycle.Next(turn.After, turn.After.DeadlineAt));
                Assert.Null(Lifecycle.NextCheckAt(turn.After));
            }

            Assert.True(turn.What is not Step.Wait || !turn.Before.IsSuspended);
            Assert.True(turn.What is not Step.Hold || turn.Before.IsSuspended);
        });

    [Fact]
    public void Intent_WhileSuspended_IsNeverAccepted() => Walks.AllTurns(turn =>
        Assert.False(turn is { Before.IsSuspended: true, What: Outcome.IntentRecorded } && turn.After != turn.Before));

    [Fact]
    public void Suspension_Always_IsChangedByOperatorsOnly() => Walks.AllTurns(turn => Assert.Equal(
        turn.What switch
        {
            Signal.Suspend => turn.Before.IsSuspended || !turn.Before.IsFinished,
            Signal.Resume => false,
            Signal.Terminate => turn.Before.IsSettled && turn.Before.IsSuspended,
            Signal.Redeliver when turn.Before.IsFinished => false,
            _ => turn.Before.IsSuspended,
        },
        turn.After.IsSuspended));

    [Fact]
    public void Terminate_Always_SettlesAtOnce() => Walks.AllTurns(turn =>
        Assert.True(turn.What is not Signal.Terminate || turn.After.IsSettled));

    [Fact]
    public void Cancel_AlsoWhileSuspended_SettlesAtOnce() => Walks.AllTurns(turn =>
        Assert.True(turn.What is not Signal.Cancel || turn.After.IsSettled));

    [Fact]
    public void Hint_Always_OnlyBringsTheNextCheckForward() => Walks.AllTurns(turn =>
    {
        if (turn.What is not Signal.Hint || ReferenceEquals(turn.Before, turn.After))
        {
            return;
        }

        var (before, after) = (DueAt(turn.Before), DueAt(turn.After));
        if (before <= turn.At)
        {
            // That check is due, or under way.
            Assert.Equal(turn.Before with { CheckRequestedAt = turn.At }, turn.After);
            return;
        }

        Assert.True(after < before);
        Assert.True(after >= turn.At);
        Assert.Equal(turn.Before.Stage, DueAgainAt(turn.After.Stage, before!.Value));
        Assert.Equal(
            turn.Before,
            turn.After with
            {
                Stage = turn.Before.Stage,
                Timeline = turn.Before.Timeline,
                WaitingFor = turn.Before.WaitingFor,
            });
    });

    // Told from the checks that were made, not from what the state remembers of them.
    [Fact]
    public void Check_ThatAHintAskedFor_BeginsNoSoonerThanTheFirstDelayAfterTheOneBefore() =>
        Walks.All(walk =>
        {
            DateTimeOffset? lastBegan = null;
            var hinted = false;
            foreach (var turn in walk.Turns)
            {
                var isLost = turn.What is Outcome.PennyDropEnded { Check: null }; // with the process that made it
                if (!isLost && turn.Check is { } check)
                {
                    // At the deadline a check is due anyway.
                    var byTheHint = hinted && check.StartedAt < turn.Before.DeadlineAt;
                    Assert.True(
                        !byTheHint || lastBegan is null || check.StartedAt - lastBegan >= walk.Terms.Recheck.FirstDelay
                    );
                    lastBegan = check.StartedAt;
                }

                hinted = turn.Before.Stage == turn.After.Stage ? hinted : turn.What is Signal.Hint;
            }
        });

    private static DateTimeOffset? DueAt(Validation validation) =>
        validation.Stage switch
        {
            Stage.Checking stage => stage.DueAt,
            Stage.Confirming stage => stage.DueAt,
            Stage.Waiting stage => stage.DueAt,
            _ => null,
        };

    private static Stage DueAgainAt(Stage stage, DateTimeOffset due) =>
        stage switch
        {
            Stage.Checking checking => checking with { DueAt = due },
            Stage.Confirming confirming => confirming with { DueAt = due },
            Stage.Waiting waiting => waiting with { DueAt = due },
            _ => stage,
        };
}
