using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>What every reply to a check means in every stage: <c>same</c> is the very same instance.</summary>
public sealed class CheckTableTests
{
    private const string Answers = """
        stage                | Created      | Pending  | Active   | Failure  | Same         | Older
        Checking             | Paying 0     | Adopted  | Paying 0 | Paying 0 | Paying 0     | Paying 0
        Checking Refused     | Paying 0     | Adopted  | Paying 0 | Paying 0 | Paying 0     | Paying 0
        Paying               | Paying 1     | Adopted  | Paying 0 | Paying 0 | Paying 0     | Paying 1
        Paying Again         | Paying 1     | Seen     | ACTIVE   | FAILURE  | Paying 0     | Paying 1
        Paying Held          | Paying 2     | Seen     | ACTIVE   | FAILURE  | Paying 1     | Paying 2
        DropUnderWay         | same         | same     | same     | same     | same         | same
        DropUnderWay Again   | same         | same     | same     | same     | same         | same
        Confirming           | Confirming 0 | Seen     | ACTIVE   | FAILURE  | Confirming 1 | Confirming 0
        Waiting Adopted      | Adopted      | Adopted  | ACTIVE   | FAILURE  | Adopted      | ACTIVE
        Waiting Answered     | Answered     | Answered | ACTIVE   | FAILURE  | Answered     | Answered
        Waiting Unseen       | Unseen       | Seen     | ACTIVE   | FAILURE  | Unseen       | Unseen
        Waiting Seen         | Seen         | Seen     | ACTIVE   | FAILURE  | Seen         | Seen
        Waiting ProvedAbsent | ProvedAbsent | Seen     | ACTIVE   | FAILURE  | ProvedAbsent | ProvedAbsent
        Waiting NotProved    | NotProved    | Seen     | ACTIVE   | FAILURE  | NotProved    | NotProved
        Settled              | same         | same     | same     | same     | same         | same
        """;

    private const string Failures = """
        stage                | Refused      | KeyRefused   | Throttled    | NotAccepted  | Unclear
        Checking             | Checking 1   | Checking 1   | Checking 1   | Checking 1   | Checking 1
        Checking Refused     | REJECTED     | Checking 2   | Checking 2   | Checking 2   | Checking 2
        Paying               | Paying 1     | Paying 1     | Paying 1     | Paying 1     | Paying 1
        Paying Again         | Paying 1     | Paying 1     | Paying 1     | Paying 1     | Paying 1
        Paying Held          | Paying 2     | Paying 2     | Paying 2     | Paying 2     | Paying 2
        DropUnderWay         | same         | same         | same         | same         | same
        DropUnderWay Again   | same         | same         | same         | same         | same
        Confirming           | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0
        Waiting Adopted      | Adopted      | Adopted      | Adopted      | Adopted      | Adopted
        Waiting Answered     | Answered     | Answered     | Answered     | Answered     | Answered
        Waiting Unseen       | Unseen       | Unseen       | Unseen       | Unseen       | Unseen
        Waiting Seen         | Seen         | Seen         | Seen         | Seen         | Seen
        Waiting ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent
        Waiting NotProved    | NotProved    | NotProved    | NotProved    | NotProved    | NotProved
        Settled              | same         | same         | same         | same         | same
        """;

    private const string WithACancelWaiting = """
        stage                | Created   | Pending   | Active    | Failure   | Same      | Older     | Unclear
        Paying Held          | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        DropUnderWay         | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED
        DropUnderWay Again   | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED | CANCELLED
        Confirming           | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        Waiting Adopted      | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | ACTIVE    | CANCELLED
        Waiting Answered     | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        Waiting Unseen       | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        Waiting Seen         | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        Waiting ProvedAbsent | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        Waiting NotProved    | CANCELLED | CANCELLED | ACTIVE    | FAILURE   | CANCELLED | CANCELLED | CANCELLED
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Answers, Failures);

    public static TheoryData<string, string, string> CancelCells => TextTable.Cells(WithACancelWaiting);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Check_BeforeTheDeadline_LeadsTo(string stage, string reply, string expected) =>
        AssertCheck(Stages.Named(stage), reply, expected);

    [Theory]
    [MemberData(nameof(CancelCells))]
    public void Check_WithACancelOfAnEarlierVersion_CancelsUnlessItIsTheAnswer(
        string stage, string reply, string expected)
    {
        AssertCheck(Stages.Named(stage).CancelRequested(), reply, expected);

        // What the check found out is not lost: the account goes on from there.
        var check = new Outcome.Checked(Stages.Due, Replies.Named(reply, Stages.Named(stage)));
        var (uncancelled, cancelled) = (
            Lifecycle.Apply(Stages.Named(stage), check, Stages.Due),
            Lifecycle.Apply(Stages.Named(stage).CancelRequested(), check, Stages.Due));
        Assert.Equal(AccountRules.OpenDropOf(uncancelled)?.Stage, Stages.LeftBy(cancelled));
    }

    [Fact]
    public void Tables_AllStagesAndReplies_AreNamed()
    {
        Assert.All((string[])[Answers, Failures], table => Assert.Equal(Stages.Names, TextTable.Rows(table)));
        Assert.Equal(Replies.Answers, TextTable.Columns(Answers));
        Assert.Equal(Replies.Failures, TextTable.Columns(Failures));
    }

    [Fact]
    public void CancelTable_StagesOfAnOpenDrop_AreNamed() => Assert.Equal(
        Stages.Names.Where(name => Stages.Named(name).HasOpenDrop),
        TextTable.Rows(WithACancelWaiting));

    private static void AssertCheck(Validation before, string reply, string expected)
    {
        var check = new Outcome.Checked(Stages.Due, Replies.Named(reply, before));
        var after = Lifecycle.Apply(before, check, Stages.Due);
        if (expected == "same")
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(expected, Cell.Of(after));
        Assert.Equal(before.Checks + (before.Stage is Stage.DropUnderWay ? 0 : 1), after.Checks);
    }
}
