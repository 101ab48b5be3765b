using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>A validation lives the same life without what is confidential of it: no rule reads that.</summary>
public sealed class ConfidentialProperties
{
    private const long Some = 200; // each walk has hundreds of turns, and each turn is written twice

    [Fact]
    public void Turn_WithoutWhatIsConfidential_LeadsToTheSame() => Walks.AllTurns(
        turn =>
        {
            var before = Confidential.RemovedFrom(turn.Before);
            var after = turn.What switch
            {
                Outcome outcome => Lifecycle.Apply(before, Removed(outcome), turn.At),
                Signal signal => Lifecycle.Apply(before, signal, turn.At),
                _ => before,
            };

            // As the row keeps it: the text of the callback is there only once the validation has settled, and is
            // rendered where it is missing.
            var kept = Confidential.Of(turn.After) with { CallbackBody = turn.Before.Callback?.Body };
            Assert.Equal(
                StateJson.Serialize(turn.After),
                StateJson.Serialize(kept.RestoredTo(Confidential.RemovedFrom(after))));
            Assert.Equal(
                Lifecycle.Next(turn.After, turn.At), Lifecycle.Next(Confidential.RemovedFrom(after), turn.At));
        },
            Some);

    [Fact]
    public void State_WithoutIt_NamesNobodyAtAnyMoment() => Walks.AllTurns(
        turn =>
        {
            var text = StateJson.Serialize(Confidential.RemovedFrom(turn.After));
            Assert.DoesNotContain("onboarding.example", text, StringComparison.Ordinal);
            Assert.DoesNotContain("A-17", text, StringComparison.Ordinal);
            Assert.DoesNotContain("masked", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("beneficiary", text, StringComparison.OrdinalIgnoreCase);
        },
        Some);

    [Fact]
    public void Engine_ThatEndedAnywhere_SettlesAtOnceAndPaysNoMore() => Walks.AllTurns(
        turn =>
        {
            var cancelled = Recovery.Cancelled(turn.After, turn.At);
            Assert.True(cancelled.IsSettled);
            Assert.Equal(AccountRules.OpenDropOf(turn.After), AccountRules.OpenDropOf(cancelled));
        },
        Some);

    private static Outcome Removed(Outcome outcome) => outcome switch
    {
        Outcome.Checked check => Removed(check),
        Outcome.IntentRecorded intent => intent with { Check = Removed(intent.Check) },
        Outcome.PennyDropEnded drop => drop with
        {
            Reply = Confidential.RemovedFrom(drop.Reply),
            Check = drop.Check is { } check ? Removed(check) : null,
        },
        _ => outcome,
    };

    private static Outcome.Checked Removed(Outcome.Checked check) =>
        check with { Reply = Confidential.RemovedFrom(check.Reply) };
}
