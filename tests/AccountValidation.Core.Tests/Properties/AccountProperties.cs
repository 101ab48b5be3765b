using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using CsCheck;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// What holds for the money of an account over several validations, told from what Juspay knows and from what happened.
/// </summary>
public sealed class AccountProperties
{
    private const long Some = 200; // each account is written and read

    [Fact]
    public void Intent_WhileTheAccountsDropIsOpen_IsOnlyThatWhoseCheckClearsAHeldOffOne() =>
        AccountWalks.AllTurns(turn =>
        {
            if (turn is { Turn.BeganADrop: true, OpenBefore: { } open })
            {
                var held = Assert.IsType<Stage.Paying>(open.Stage);
                Assert.True(turn.Turn.FreshCheck!.StartedAt >= held.ClearFrom);
                Assert.True(SecondOpinion.IsSame(held.Baseline, turn.Turn.Seen!));
                Assert.Equal(turn.Turn.After.Id, turn.After.OpenDrop?.Drop.ValidationId);
            }
        });

    // The ledger's word: no penny is sent while an earlier one has no answer, whatever the replicas show.
    [Fact]
    public void Intent_Always_FindsNoPennyOfTheAccountWithoutAnAnswer() =>
        AccountWalks.All(walk =>
        {
            foreach (var intentAt in walk.Turns.Where(turn => turn.Turn.BeganADrop).Select(turn => turn.Turn.IntentAt))
            {
                Assert.DoesNotContain(walk.Ledger.Pennies, penny =>
                    penny.IntentAt < intentAt && penny.AnsweredAt > intentAt);
            }
        });

    [Fact]
    public void Penny_WithoutAnAnswer_IsTheAccountsOpenDropAtEveryMoment() =>
        AccountWalks.All(walk =>
        {
            foreach (var turn in walk.Turns)
            {
                Assert.True(
                    turn.After.OpenDrop is not null
                        || !walk.Ledger.Pennies.Any(penny =>
                            penny.IntentAt <= turn.Turn.At && turn.Turn.At < penny.AnsweredAt));
            }
        });

    // A replica that still shows an answered penny under way can pass for news of a drop that was lost: then the
    // account as it was before is the answer an hour later, marked unchanged. No other answer is anybody else's.
    [Fact]
    public void Answer_OfAValidation_IsThatOfTheDropItMadeOrFollows() =>
        AccountWalks.All(walk =>
        {
            foreach (var turn in walk.Turns.Select(turn => turn.Turn))
            {
                if (
                    turn is
                    {
                        SettledHere:
                        { Status: ValidationStatus.Active or ValidationStatus.Failure, Unchanged: false } settled
                    })
                {
                    var said = turn.SaidOfTheAccount!;
                    var penny = Assert.Single(walk.Ledger.Pennies, penny => penny.IntentAt == turn.Before.Drop?.At);
                    Assert.Equal((penny.Date, penny.Result), (said.LastValidated, said.Status));
                    Assert.Equal(penny.Result == AccountStatus.Active, settled.Status == ValidationStatus.Active);
                }

                Assert.True(
                    turn is not { SettledHere.Unchanged: true }
                        || !walk.Ledger.Pennies.Any(penny => penny.IntentAt == turn.Before.Drop?.At));
            }
        });

    [Fact]
    public void KeepThenEnter_WithADropOpen_LosesNeitherBaselineNorAttempts() =>
        AccountWalks.AllTurns(turn =>
        {
            if (turn is { IsStart: true, OpenBefore: { } open })
            {
                var entered = turn.Turn.After;
                Assert.Equal((open.Drop, true), (entered.Drop, entered.PennyLeft));
                Assert.Equal(Stages.BaselineOf(open.Stage), Stages.BaselineOf(entered));
                Assert.Equal(
                    open.UncertainAttempts + (open.Stage is Stage.DropUnderWay ? 1 : 0), entered.UncertainAttempts);
                Assert.Equal(open.Drop, turn.After.OpenDrop?.Drop);
            }

            Assert.True(
                turn is not { IsStart: true, OpenBefore: null }
                    || turn.Turn.After is { Drop: null, PennyLeft: false, UncertainAttempts: 0, HasOpenDrop: false });
        });

    // Counted from what happened: drops whose end was uncertain, or not known when another followed them, since no drop
    // was open.
    [Fact]
    public void Attempts_OfFollowers_AreTogetherAtMostTheAllowedOnes() => AccountWalks.All(walk =>
    {
        var uncertain = new HashSet<DropOrigin>();
        foreach (var turn in walk.Turns)
        {
            if (IsLetGo(turn.Turn) || turn is { IsStart: true, OpenBefore: null })
            {
                uncertain.Clear();
            }

            Assert.True(!turn.Turn.BeganADrop || uncertain.Count < walk.Terms.MaxAttempts);
            if (turn is { IsStart: true, OpenBefore: { Stage: Stage.DropUnderWay } followed })
            {
                uncertain.Add(followed.Drop);
            }

            if (turn.Turn is { Ended: { } reply, After.Drop: { } drop } && turn.Before != turn.After)
            {
                _ = reply is JuspayReply.Unclear ? uncertain.Add(drop) : uncertain.Remove(drop);
            }
        }
    });

    [Fact]
    public void DropOfAnother_Always_IsFollowedFor72HoursAndNotATickLonger() =>
        AccountWalks.AllTurns(turn =>
        {
            if (
                turn.Turn
                    is
                {
                    What: Outcome.Checked or Outcome.IntentRecorded,
                    Before: { IsSettled: false, Drop: { } drop } before
                }
                && drop.ValidationId != before.Id)
            {
                var startedAt = turn.Turn.Check!.StartedAt;
                Assert.Equal(
                    IsLetGo(turn.Turn), startedAt - drop.At >= TimeSpan.FromHours(72) && startedAt < before.DeadlineAt);
                Assert.True(!IsLetGo(turn.Turn) || turn.Before.OpenDrop is null || turn.After.OpenDrop?.Drop != drop);
            }
        });

    [Fact]
    public void Account_StoredAndLoaded_IsTheSameAtEveryMoment() => AccountWalks.AllTurns(
        turn => Assert.Equal(turn.After, AccountJson.Deserialize(AccountJson.Serialize(turn.After))),
        Some);

    [Fact]
    public void Account_Always_HasTheOpenDropOfWhomeverItConcernsLast() =>
        AccountWalks.All(walk =>
        {
            foreach (var turn in walk.Turns)
            {
                var isHolder =
                    walk.Turns.Last(start => start.IsStart && start.Turn.At <= turn.Turn.At).Turn.After.Id
                    == turn.Turn.After.Id;
                Assert.True(
                    !isHolder
                        || turn.Turn.Before.IsSettled
                        || Equals(AccountRules.OpenDropOf(turn.Turn.After), turn.After.OpenDrop));
            }
        });

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_ReachWhatTheRulesAreAbout()
    {
        var walks = new List<AccountWalk>();
        AccountWalks.Any.Sample(walks.Add, iter: 3000, threads: 1);
        var turns = walks.SelectMany(walk => walk.Turns).ToList();
        var followed = turns
            .Where(turn => turn is { IsStart: true, OpenBefore: not null })
            .Select(turn => turn.OpenBefore!.Stage)
            .ToList();
        Assert.Equal(
            ["Confirming", "DropUnderWay", "Paying", "Waiting"],
            followed.Select(stage => stage.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            // A check always shows it in time here.
            Enum.GetValues<DropEvidence>().Where(evidence => evidence != DropEvidence.Answered),
            followed.OfType<Stage.Waiting>().Select(stage => stage.Evidence).Distinct().Order());
        Assert.Contains(turns, turn => turn is { IsStart: true, Before.OpenDrop: not null, OpenBefore: null });
        Assert.Contains(turns, turn => IsLetGo(turn.Turn));
        Assert.Contains(turns, turn =>
            turn.Turn is { BeganADrop: true, Before: { UncertainAttempts: > 0, ValidateAttempts: 0 } });
        Assert.Contains(turns, turn =>
            turn.Turn is { Before.IsSettled: true, What: Outcome.PennyDropEnded }
            && turn.Before.OpenDrop != turn.After.OpenDrop);
        Assert.Contains(turns, turn =>
            turn.Turn is { Before.Stage: Stage.Checking, After.CallFailure.Cause: ReplyCauses.AnswerBehind });
    }

    private static bool IsLetGo(Turn turn) =>
        turn.Before.Drop is { } drop && drop.ValidationId != turn.Before.Id && turn.After.Drop != drop
        && turn.Check is { } check && check.StartedAt - drop.At >= Account.LongestOpen;
}
