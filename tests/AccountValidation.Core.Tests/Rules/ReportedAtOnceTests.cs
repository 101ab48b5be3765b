using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>An engine whose journal is not the state reports check, intent and end at once.</summary>
public sealed class ReportedAtOnceTests
{
    public static TheoryData<string, string> StagesAndReplies
    {
        get
        {
            var cells = new TheoryData<string, string>();
            string[] stages = ["Checking", "Checking Refused", "Paying", "Paying Again", "Paying Held"];
            foreach (var stage in stages)
            {
                foreach (var reply in Replies.Names)
                {
                    cells.Add(stage, reply);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(StagesAndReplies))]
    public void Drop_ReportedAtOnce_LeadsWhereItsStepsLead(string stage, string reply)
    {
        var (before, endedAt) = (Stages.Named(stage), Stages.Due.AddSeconds(3));
        var check = new Outcome.Checked(Stages.Due.AddSeconds(-1), Replies.Known(before));
        if (before.Stage is Stage.Paying { ClearFrom: not null })
        {
            check = check with { StartedAt = Stages.Due };
        }

        var answer = Replies.Named(reply, before);
        var intent = new Outcome.IntentRecorded(before.ValidateAttempts + 1, Stages.Due, check);
        var begun = Lifecycle.Apply(before, intent, Stages.Due);
        var baseline = Assert.IsType<Stage.DropUnderWay>(begun.Stage).Baseline;

        var ended = new Outcome.PennyDropEnded(Stages.Due, answer, baseline, check);
        var stepByStep = Lifecycle.Apply(begun, ended, endedAt);
        var atOnce = Lifecycle.Apply(before, ended, endedAt);

        // The steps' wait for the end of the call began later than the wait before the drop.
        Assert.Equal(
            StateJson.Serialize(stepByStep with { WaitingFor = null }),
            StateJson.Serialize(atOnce with { WaitingFor = null }));
        Assert.Equal(before.Checks + 1, atOnce.Checks);
    }

    [Fact]
    public void Drop_ReportedAtOnce_KeepsWhatItsCheckTold()
    {
        var told = new AccountSnapshot(AccountStatus.Created, null, new(MaskedVpa: "42******77@yesg"));
        var check = new Outcome.Checked(Make.Start, new JuspayReply.Answered(told));
        var story = new Story().AtSecond(5).Apply(new Outcome.PennyDropEnded(
            Make.Start.AddSeconds(1), Replies.Unclear, Baseline.Of(told), check));
        Assert.Equal("Confirming 0", story.Stands);
        Assert.Equal(told, story.Validation.LastSeen);
        Assert.Equal(
            ["accepted", "account-checked", "penny-drop-intended", "penny-drop-uncertain"],
            story.Events);
    }

    // The journal has an entry without an end, and what its check showed is lost: the baseline is not.
    [Fact]
    public void Drop_ReportedWithoutItsCheck_CountsNoneAndIsComparedWithItsBaseline()
    {
        var interrupted = new JuspayReply.Unclear(ReplyCauses.Interrupted);
        var story = new Story().AtSecond(90);
        story.Apply(new Outcome.PennyDropEnded(Make.Start, interrupted, Stages.Baseline));
        Assert.Equal(("Confirming 0", 0), (story.Stands, story.Validation.Checks));
        Assert.Equal(1, story.Validation.ValidateAttempts);
        Assert.Equal(Stages.Baseline, Stages.BaselineOf(story.Validation));
        Assert.Equal(150, story.WaitsUntil);
    }
}
