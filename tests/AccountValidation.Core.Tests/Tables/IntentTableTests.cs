using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>Whether the POST may leave after the fresh check of its step, in every stage.</summary>
public sealed class IntentTableTests
{
    private const string Table = """
        stage                | Created | Pending | Active | Failure | Same | Older
        Checking             | POST    | no      | no     | no      | POST | no
        Checking Refused     | POST    | no      | no     | no      | POST | no
        Paying               | no      | no      | no     | no      | POST | no
        Paying Again         | no      | no      | no     | no      | POST | no
        Paying Held          | no      | no      | no     | no      | POST | no
        DropUnderWay         | no      | no      | no     | no      | no   | no
        DropUnderWay Again   | no      | no      | no     | no      | no   | no
        Confirming           | no      | no      | no     | no      | no   | no
        Waiting Adopted      | no      | no      | no     | no      | no   | no
        Waiting Answered     | no      | no      | no     | no      | no   | no
        Waiting Unseen       | no      | no      | no     | no      | no   | no
        Waiting Seen         | no      | no      | no     | no      | no   | no
        Waiting ProvedAbsent | no      | no      | no     | no      | no   | no
        Waiting NotProved    | no      | no      | no     | no      | no   | no
        Settled              | no      | no      | no     | no      | no   | no
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Intent_AfterACheck_IsRecordedOnlyWhen(string stage, string reply, string expected)
    {
        var before = Stages.Named(stage);
        var due = before.ValidateAttempts + 1;
        foreach (var attempt in (int[])[due - 1, due, due + 1])
        {
            var after = Lifecycle.Apply(before, IntentOf(before, attempt, reply, Stages.Due), Stages.Due);
            if (expected == "POST" && attempt == due)
            {
                Assert.IsType<Stage.DropUnderWay>(after.Stage);
                Assert.Equal((attempt, before.Checks + 1), (after.ValidateAttempts, after.Checks));
            }
            else
            {
                Assert.Same(before, after);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Intent_TooEarlyTooLateOrWhileSuspended_IsNeverRecorded(string stage, string reply, string expected)
    {
        var before = Stages.Named(stage);
        var attempt = before.ValidateAttempts + 1;
        DateTimeOffset[] moments = [Stages.Due.AddTicks(-1), before.DeadlineAt, before.DeadlineAt.AddTicks(1)];
        foreach (var at in moments)
        {
            Assert.Same(before, Lifecycle.Apply(before, IntentOf(before, attempt, reply, at), at));
        }

        var held = before.Held();
        Assert.Same(held, Lifecycle.Apply(held, IntentOf(held, attempt, reply, Stages.Due), Stages.Due));
        var lastMoment = before.DeadlineAt.AddTicks(-1);
        var after = Lifecycle.Apply(before, IntentOf(before, attempt, reply, lastMoment), lastMoment);
        Assert.Equal(expected == "POST", after != before);
    }

    [Fact]
    public void Intent_AfterAFailedCheck_IsNeverRecorded() => Assert.All(Stages.Names, stage =>
    {
        var before = Stages.Named(stage);
        Assert.All(Replies.Failures, failure =>
        {
            var intent = IntentOf(before, before.ValidateAttempts + 1, failure, Stages.Due);
            Assert.Same(before, Lifecycle.Apply(before, intent, Stages.Due));
        });
    });

    [Fact]
    public void Table_AllStagesAndReplies_AreNamed()
    {
        Assert.Equal(Stages.Names, TextTable.Rows(Table));
        Assert.Equal(Replies.Answers, TextTable.Columns(Table));
    }

    private static Outcome.IntentRecorded IntentOf(Validation before, int attempt, string reply, DateTimeOffset at) =>
        new(attempt, at, new(at, Replies.Named(reply, before)));
}
