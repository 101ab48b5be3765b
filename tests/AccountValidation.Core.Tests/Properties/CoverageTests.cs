using System.Reflection;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;
using CsCheck;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>
/// The walks reach everything that can happen: a property that nothing tests would always hold. Few walks do not, and
/// are not asked.
/// </summary>
public sealed class CoverageTests
{
    private static readonly Lazy<List<Turn>> Turns = new(() =>
    {
        var walks = new List<Walk>();
        Walks.Any.Sample(walks.Add, iter: 6000, threads: 1);
        return [.. walks.SelectMany(walk => walk.Turns)];
    });

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_ReachEveryStage()
    {
        var stages = Turns.Value.Select(turn => turn.After.Stage).ToList();
        Assert.Equal(Arms.Of<Stage>(), Distinct(stages.Select(stage => stage.GetType().Name)));
        Assert.Equal(
            Enum.GetValues<DropEvidence>(),
            stages.OfType<Stage.Waiting>().Select(stage => stage.Evidence).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<ValidationStatus>().Where(status => status != ValidationStatus.Pending),
            stages.OfType<Stage.Settled>().Select(stage => stage.Status).Distinct().Order());
        Assert.Contains(stages, stage => stage is Stage.Settled { Reused: true });
        Assert.Contains(stages, stage => stage is Stage.Settled { Unchanged: true });
    }

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_GiveEveryReason() =>
        Assert.Equal(
            Constants(typeof(ReasonCodes)),
            Distinct(
                Turns
                    .Value.Select(turn => turn.After.Stage)
                    .OfType<Stage.Settled>()
                    .Where(stage => stage.Reason is not null)
                    .Select(stage => stage.Reason!.Code)));

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_WriteEveryLineOfATimeline() =>
        Assert.Equal(
            // A life of more than fifty lines is rare.
            Constants(typeof(TimelineEvents)).Where(name => name != TimelineEvents.Omitted),
            Distinct(
                    Turns
                        .Value.Where(turn => turn.After.IsSettled)
                        .SelectMany(turn => turn.After.Timeline.Entries)
                        .Select(line => line.Event))
                .Where(name => name != TimelineEvents.Omitted));

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_SendASecondPennyAfterProofOfAbsence() =>
        Assert.Contains(Turns.Value, turn => turn.BeganADrop && turn.Before.UncertainAttempts > 0);

    // Each of them is what some property is about.
    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_ReachWhatTheRulesOfMoneyAreAbout()
    {
        var turns = Turns.Value;
        Assert.Contains(turns, turn => turn.BeganADrop && turn.Before.Stage is Stage.Checking);
        Assert.Contains(turns, turn => turn.BeganADrop && turn.BaselineOfTheDrop.Status == AccountStatus.Failure);
        Assert.Contains(turns, turn => turn.BeganADrop && IsHeld(turn.Before));
        Assert.Contains(turns, turn => turn.Seen?.Status == AccountStatus.Pending && IsHeld(turn.Before));
        Assert.Contains(turns, turn => turn is { Ended: JuspayReply.Refused, After.IsSettled: false });
        Assert.Contains(turns, turn => turn.Check?.Reply is JuspayReply.Refused && IsRejected(turn.SettledHere));
        Assert.Contains(turns, turn => IsAdoptedWithABaseline(turn.After));
        Assert.Contains(turns, turn => turn is { Seen: not null, After.CallFailure.Cause: ReplyCauses.AnswerBehind });
        Assert.Contains(turns, turn => turn.What is Outcome.PennyDropEnded { IntentAt: null });
    }

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_GiveEveryReplyAndOutcome()
    {
        var outcomes = Turns.Value.Select(turn => turn.What).OfType<Outcome>().ToList();
        Assert.Equal(
            Arms.Of<Outcome>().Where(name => name != nameof(Outcome.Overtaken)),
            Distinct(outcomes.Select(outcome => outcome.GetType().Name)));
        Assert.Equal(
            Arms.Of<JuspayReply>(),
            Distinct(outcomes.OfType<Outcome.Checked>().Select(check => check.Reply.GetType().Name)));
        Assert.Equal(
            Arms.Of<JuspayReply>(),
            Distinct(outcomes.OfType<Outcome.PennyDropEnded>().Select(drop => drop.Reply.GetType().Name)));
    }

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_SendEverySignalAlsoWhileSuspended()
    {
        var signals = Turns.Value.Where(turn => turn.What is Signal).ToList();
        var heeded = signals.Where(turn => !ReferenceEquals(turn.Before, turn.After));
        Assert.Equal(Arms.Of<Signal>(), Distinct(heeded.Select(turn => turn.What.GetType().Name)));
        Assert.Equal(
            Arms.Of<Signal>(),
            Distinct(signals.Where(turn => turn.Before.IsSuspended).Select(turn => turn.What.GetType().Name)));
    }

    [Fact(Skip = "Few walks reach little.", SkipType = typeof(Walks), SkipWhen = nameof(Walks.AreFew))]
    public void Walks_SuspendEveryStageAndApplyEveryOutcomeMeanwhile()
    {
        var held = Turns.Value.Where(turn => turn.Before.IsSuspended).ToList();
        Assert.Equal(Arms.Of<Stage>(), Distinct(held.Select(turn => turn.Before.Stage.GetType().Name)));
        Assert.Equal(
            Arms.Of<Outcome>().Where(name => name != nameof(Outcome.Overtaken)),
            Distinct(held.Select(turn => turn.What).OfType<Outcome>().Select(outcome => outcome.GetType().Name)));
        Assert.Contains(held, turn => turn is { What: Step.Hold } && turn.At > turn.Before.DeadlineAt);
    }

    private static bool IsHeld(Validation validation) => validation.Stage is Stage.Paying { ClearFrom: not null };

    private static bool IsAdoptedWithABaseline(Validation validation) =>
        validation.Stage is Stage.Waiting { Evidence: DropEvidence.Adopted, Baseline: not null };

    private static bool IsRejected(Stage.Settled? settled) => settled?.Status == ValidationStatus.Rejected;

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Distinct(IEnumerable<string> names) =>
        names.Distinct().Order(StringComparer.Ordinal);
}
