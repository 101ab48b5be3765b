using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>When a POST may leave, in every life of a validation: told from what happened.</summary>
public sealed class PennyProperties
{
    [Fact]
    public void Drop_Begun_FollowsAGoodCheckInItsOwnStep() => Walks.AllTurns(turn =>
    {
        if (turn.BeganADrop)
        {
            var check = turn.FreshCheck!;
            var seen = Assert.IsType<JuspayReply.Answered>(check.Reply).Account;
            Assert.True(SecondOpinion.IsSame(turn.BaselineOfTheDrop, seen));
            Assert.True(check.StartedAt <= turn.IntentAt);
        }
    });

    [Fact]
    public void Drop_OfASettledBaseline_FollowsACheckThatShowedItTwoSecondsBefore() => Walks.All(walk =>
    {
        var checks = new List<Turn>();
        foreach (var turn in walk.Turns)
        {
            if (turn.BeganADrop && turn.BaselineOfTheDrop is { Status: not AccountStatus.Created } baseline)
            {
                var shown = checks.Where(check => check.Seen is { } seen && SecondOpinion.IsSame(baseline, seen));
                Assert.Contains(shown, check => check.At <= turn.IntentAt - TimeSpan.FromSeconds(2));
            }

            checks.Add(turn);
        }
    });

    [Fact]
    public void Drop_AfterAnother_WaitsForWhatTheEarlierOneLeavesOpen() => Walks.All(walk =>
    {
        var earlier = new List<EarlierDrop>();
        var (baseline, intentAt) = (default(Baseline), Make.Start);
        foreach (var turn in walk.Turns)
        {
            if (turn is { Check: { } check, Seen: { } seen })
            {
                earlier.ForEach(drop => drop.Show(check.StartedAt, seen));
            }

            if (turn.BeganADrop)
            {
                Assert.All(earlier, drop => Assert.True(drop.AllowsAnother));
                (baseline, intentAt) = (turn.BaselineOfTheDrop, turn.IntentAt);
            }

            if (turn.Ended is { } reply)
            {
                earlier.Add(EarlierDrop.Of(baseline!, intentAt, reply, turn.At, walk.Terms));
            }
        }
    });

    [Fact]
    public void Baseline_OnceAPostHasLeft_IsNeverReplaced() => Walks.All(walk =>
    {
        Baseline? kept = null;
        foreach (var turn in walk.Turns)
        {
            Assert.True(kept is null || !turn.BeganADrop || turn.BaselineOfTheDrop == kept);
            Assert.True(kept is null || Stages.BaselineOf(turn.After) is not { } baseline || baseline == kept);
            if (turn.Ended is { } reply && SecondOpinion.MayHaveLeft(reply))
            {
                kept = turn.BeganADrop ? turn.BaselineOfTheDrop : Stages.BaselineOf(turn.Before);
            }
        }
    });

    [Fact]
    public void UncertainDrops_Always_AreAtMostTheAllowedNumber() => Walks.All(walk =>
    {
        var uncertain = walk.Turns.Count(turn => turn.Ended is JuspayReply.Unclear);
        Assert.Equal(uncertain, walk.End.UncertainAttempts);
        Assert.InRange(uncertain, 0, walk.Terms.MaxAttempts);
    });
}
