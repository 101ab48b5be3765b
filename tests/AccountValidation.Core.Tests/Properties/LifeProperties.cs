using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What holds for every life of a validation.</summary>
public sealed class LifeProperties
{
    [Fact]
    public void EveryLife_HoweverTheWorldBehaves_EndsSettledAndDone() => Walks.All(walk =>
    {
        Assert.True(walk.Ended);
        Assert.True(walk.End.IsSettled);
        Assert.NotEqual(ValidationStatus.Pending, walk.End.Status);
        Assert.True(walk.End.IsFinished);
        Assert.NotEqual(CallbackStatus.Pending, walk.End.Callback?.Status);
    });

    [Fact]
    public void TerminalStage_OnceReached_NeverChanges() => Walks.AllTurns(turn =>
    {
        if (turn is { Before.Stage: Stage.Settled before, After.Stage: Stage.Settled after })
        {
            Assert.Equal(before, after with { Left = before.Left });
            Assert.Equal(turn.Before.Checks, turn.After.Checks);
            if (turn.What is not Outcome.PennyDropEnded)
            {
                Assert.Same(before, after);
                Assert.Equal(turn.Before.LastSeen, turn.After.LastSeen);
            }
        }

        Assert.True(turn.After.IsSettled || !turn.Before.IsSettled);
    });

    [Fact]
    public void Wait_Always_IsForALaterTime() =>
        Walks.AllTurns(turn => Assert.True(turn.What is not Step.Wait wait || wait.Until > turn.At));

    [Fact]
    public void Wait_OfAnUnsettledValidation_IsNeverPastTheDeadline() => Walks.AllTurns(turn => Assert.True(
        turn.What is not Step.Wait wait
        || wait.Until <= turn.Before.DeadlineAt
        || turn.Before.Stage is Stage.Settled
        || turn.Before is { Terms.Recheck.Preset: not null } or { LateTries: > 0 }));

    [Fact]
    public void Counts_Always_OnlyGrow() => Walks.AllTurns(turn =>
    {
        Assert.True(turn.After.Checks >= turn.Before.Checks);
        Assert.True(turn.After.ValidateAttempts >= turn.Before.ValidateAttempts);
        Assert.True(turn.After.UncertainAttempts >= turn.Before.UncertainAttempts);
        Assert.True(turn.After.Callback!.Attempts >= turn.Before.Callback!.Attempts);
        Assert.True(turn.After.Callback.Round >= turn.Before.Callback.Round);
    });

    [Fact]
    public void Timeline_Always_HasAtMostFiftyLinesInOrder() => Walks.All(walk =>
    {
        var lines = walk.End.Timeline.Entries;
        Assert.InRange(lines.Length, 1, Timeline.MaxEntries);
        Assert.Equal(lines.Select(line => line.At).Order(), lines.Select(line => line.At));
    });

    [Fact]
    public void Callback_OnceSettled_KeepsIdTypeAndBody() => Walks.AllTurns(turn =>
    {
        var (before, after) = (turn.Before.Callback!, turn.After.Callback!);
        Assert.Equal(before.MessageId, after.MessageId);
        Assert.Equal(turn.After.IsSettled, after.Body is not null);
        if (turn.Before.IsSettled)
        {
            Assert.Equal(before.Type, after.Type);
            Assert.Same(before.Body, after.Body);
        }
    });

    [Fact]
    public void DeadLetter_Always_IsHandedOverUnlessARedeliverySupersedesIt() =>
        Walks.All(walk =>
        {
            int? owed = null;
            foreach (var turn in walk.Turns)
            {
                owed = turn switch
                {
                    { What: Signal.Redeliver, Before.IsSettled: true } => null,
                    {
                        What: Outcome.CallbackAttempted,
                        Before.Callback.Status: CallbackStatus.Pending,
                        After.Callback: { Status: CallbackStatus.Failed, Round: var round }
                    } => round,
                    { What: Outcome.DeadLettered { Sent: true } handed } when handed.Round == owed => null,
                    _ => owed,
                };
                Assert.Equal(owed is not null, turn.After.Callback!.DeadLetter is not null);
                Assert.True(
                    turn.What is not Outcome.DeadLettered || turn.After.Callback.Status == turn.Before.Callback!.Status
                );
            }

            Assert.Null(owed);
        });

    [Fact]
    public void Round_OfTheCallback_HasAtMostTheScheduledAttempts() => Walks.AllTurns(turn =>
        Assert.True(turn.After.Callback!.RoundAttempts <= turn.After.Terms.CallbackSchedule.Length));
}
