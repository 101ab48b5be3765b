using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What may be taken for an answer, in every life of a validation.</summary>
public sealed class AnswerProperties
{
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Answer_OfAPennyDrop_IsNewsAgainstWhatWasKnown() => Walks.AllTurns(turn =>
    {
        if (turn is { SettledHere: { Reused: false, Unchanged: false } settled, SaidOfTheAccount: { } said }
            && settled.Status is ValidationStatus.Active or ValidationStatus.Failure)
        {
            var known = turn.BeganADrop ? turn.BaselineOfTheDrop : Stages.BaselineOf(turn.Before);
            Assert.True(known is null || SecondOpinion.IsNews(known, said));
            Assert.Equal(settled.Status == ValidationStatus.Active, said.Status == AccountStatus.Active);
        }
    });

    [Fact]
    public void Answer_Unchanged_IsTheBaselineAnHourAfterTheLastNews() =>
        Walks.All(walk =>
        {
            DateTimeOffset? spentAt = null;
            foreach (var turn in walk.Turns)
            {
                if (turn.SettledHere is { Unchanged: true })
                {
                    Assert.True(turn.Check!.StartedAt >= spentAt + Hour);
                    Assert.True(SecondOpinion.IsSame(Stages.BaselineOf(turn.Before)!, turn.Seen!));
                }

                var isUnderWay =
                    turn.Seen is { Status: AccountStatus.Pending } seen
                    && !(seen.LastValidated < Stages.BaselineOf(turn.Before)?.LastValidated);
                var isSpent = turn.Ended is JuspayReply.Answered || isUnderWay;
                spentAt = isSpent ? turn.At : spentAt;
            }
        });

    [Fact]
    public void Answer_Reused_DropsNoPenny() => Walks.AllTurns(turn =>
        Assert.False(turn is { SettledHere.Reused: true } && (turn.Before.HasSentPenny || turn.BeganADrop)));

    [Fact]
    public void Rejection_Always_IsTheFirstPostsOrThatOfTwoChecksFarApart() => Walks.All(walk =>
    {
        var refusals = new List<Turn>();
        var hasLeft = false;
        foreach (var turn in walk.Turns)
        {
            if (turn.SettledHere is { Status: ValidationStatus.Rejected })
            {
                Assert.False(hasLeft);
                var isOfAPost = turn.Ended is JuspayReply.Refused;
                var startedAt = turn.Check?.StartedAt;
                Assert.True(isOfAPost || refusals.Exists(first => startedAt - first.At >= BetweenRefusals));
            }

            if (turn.Check is { Reply: JuspayReply.Refused })
            {
                refusals.Add(turn);
            }

            hasLeft |= turn.Ended is { } reply && SecondOpinion.MayHaveLeft(reply);
        }
    });
}
