using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>
/// What the check at the deadline means in every stage. No penny follows it, and only one that Juspay did not take is
/// made again.
/// </summary>
public sealed class LastCheckTableTests
{
    private const string Answers = """
        stage                | Created     | Pending   | Active      | Failure     | Same        | Older
        Checking             | unavailable | no answer | unavailable | unavailable | unavailable | unavailable
        Checking Refused     | unavailable | no answer | unavailable | unavailable | unavailable | unavailable
        Paying               | unavailable | no answer | unavailable | unavailable | unavailable | unavailable
        Paying Again         | unavailable | no answer | ACTIVE      | FAILURE     | unavailable | unavailable
        Paying Held          | unavailable | no answer | ACTIVE      | FAILURE     | unavailable | unavailable
        DropUnderWay         | same        | same      | same        | same        | same        | same
        DropUnderWay Again   | same        | same      | same        | same        | same        | same
        Confirming           | uncertain   | no answer | ACTIVE      | FAILURE     | uncertain   | uncertain
        Waiting Adopted      | unavailable | no answer | ACTIVE      | FAILURE     | unavailable | ACTIVE
        Waiting Answered     | unavailable | no answer | ACTIVE      | FAILURE     | ACTIVE      | unavailable
        Waiting Unseen       | unavailable | no answer | ACTIVE      | FAILURE     | ACTIVE      | unavailable
        Waiting Seen         | unavailable | no answer | ACTIVE      | FAILURE     | ACTIVE      | unavailable
        Waiting ProvedAbsent | used up     | no answer | ACTIVE      | FAILURE     | used up     | used up
        Waiting NotProved    | uncertain   | no answer | ACTIVE      | FAILURE     | uncertain   | uncertain
        Settled              | same        | same      | same        | same        | same        | same
        """;

    private const string Failures = """
        stage                | Refused     | KeyRefused  | Throttled    | NotAccepted  | Unclear
        Checking             | unavailable | key refused | Checking 1   | Checking 1   | unavailable
        Checking Refused     | REJECTED    | key refused | Checking 2   | Checking 2   | unavailable
        Paying               | unavailable | key refused | unavailable  | unavailable  | unavailable
        Paying Again         | unavailable | key refused | unavailable  | unavailable  | unavailable
        Paying Held          | unavailable | key refused | unavailable  | unavailable  | unavailable
        DropUnderWay         | same        | same        | same         | same         | same
        DropUnderWay Again   | same        | same        | same         | same         | same
        Confirming           | uncertain   | uncertain   | Confirming 0 | Confirming 0 | uncertain
        Waiting Adopted      | unavailable | key refused | Adopted      | Adopted      | unavailable
        Waiting Answered     | unavailable | key refused | Answered     | Answered     | unavailable
        Waiting Unseen       | unavailable | key refused | Unseen       | Unseen       | unavailable
        Waiting Seen         | unavailable | key refused | Seen         | Seen         | unavailable
        Waiting ProvedAbsent | used up     | key refused | ProvedAbsent | ProvedAbsent | used up
        Waiting NotProved    | uncertain   | uncertain   | NotProved    | NotProved    | uncertain
        Settled              | same        | same        | same         | same         | same
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Answers, Failures);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Check_AtTheDeadline_LeadsTo(string stage, string reply, string expected)
    {
        var before = Stages.Named(stage);
        var check = new Outcome.Checked(before.DeadlineAt, Replies.Named(reply, before));
        var after = Lifecycle.Apply(before, check, before.DeadlineAt);
        Assert.Equal(expected == "same" ? Cell.Of(before) : expected, Cell.Of(after));
        Assert.Equal(expected == "same", ReferenceEquals(before, after));
        Assert.False(after.Stage is Stage.Paying);
    }

    // The account goes on from what that check found out, as the validation would have the day before.
    [Theory]
    [MemberData(nameof(Cells))]
    public void Check_AtTheDeadline_LeavesWhatItFoundOut(string stage, string reply, string expected)
    {
        var before = Stages.Named(stage);
        var check = new Outcome.Checked(before.DeadlineAt, Replies.Named(reply, before));
        var after = Lifecycle.Apply(before, check, before.DeadlineAt);
        var aDaySooner = Lifecycle.Apply(
            before with
            {
                DeadlineAt = before.DeadlineAt.AddDays(1),
            },
            check,
            before.DeadlineAt);
        Assert.True(expected is "same" || after.IsSettled || after.LateTries == 1);
        Assert.Equal(
            after.Status == ValidationStatus.Expired ? AccountRules.OpenDropOf(aDaySooner)?.Stage : null,
            Stages.LeftBy(after));
    }

    [Fact]
    public void Tables_AllStagesAndReplies_AreNamed()
    {
        Assert.All((string[])[Answers, Failures], table => Assert.Equal(Stages.Names, TextTable.Rows(table)));
        Assert.Equal(Replies.Answers, TextTable.Columns(Answers));
        Assert.Equal(Replies.Failures, TextTable.Columns(Failures));
    }
}
