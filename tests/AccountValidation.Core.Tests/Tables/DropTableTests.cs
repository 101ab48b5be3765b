using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>What every reply to a penny drop means in every stage: <c>same</c> is the very same instance.</summary>
public sealed class DropTableTests
{
    private const string Answers = """
        stage                | Created | Pending | Active | Failure | Same   | Older
        Checking             | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | ACTIVE
        Checking Refused     | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | ACTIVE
        Paying               | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | Unseen
        Paying Again         | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | Unseen
        Paying Held          | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | Unseen
        DropUnderWay         | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | Unseen
        DropUnderWay Again   | Unseen  | Unseen  | ACTIVE | FAILURE | Unseen | Unseen
        Confirming           | same    | same    | same   | same    | same   | same
        Waiting Adopted      | same    | same    | same   | same    | same   | same
        Waiting Answered     | same    | same    | same   | same    | same   | same
        Waiting Unseen       | same    | same    | same   | same    | same   | same
        Waiting Seen         | same    | same    | same   | same    | same   | same
        Waiting ProvedAbsent | same    | same    | same   | same    | same   | same
        Waiting NotProved    | same    | same    | same   | same    | same   | same
        Settled              | same    | same    | same   | same    | same   | same
        """;

    private const string Failures = """
        stage                | Refused   | KeyRefused | Throttled | NotAccepted | Unclear
        Checking             | REJECTED  | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        Checking Refused     | REJECTED  | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        Paying               | REJECTED  | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        Paying Again         | NotProved | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        Paying Held          | NotProved | Paying 2   | Paying 2  | Paying 2    | Confirming 0
        DropUnderWay         | REJECTED  | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        DropUnderWay Again   | NotProved | Paying 1   | Paying 1  | Paying 1    | Confirming 0
        Confirming           | same      | same       | same      | same        | same
        Waiting Adopted      | same      | same       | same      | same        | same
        Waiting Answered     | same      | same       | same      | same        | same
        Waiting Unseen       | same      | same       | same      | same        | same
        Waiting Seen         | same      | same       | same      | same        | same
        Waiting ProvedAbsent | same      | same       | same      | same        | same
        Waiting NotProved    | same      | same       | same      | same        | same
        Settled              | same      | same       | same      | same        | same
        """;

    private const string AnswersWithACancelWaiting = """
        stage              | Pending   | Active | Same
        DropUnderWay       | CANCELLED | ACTIVE | CANCELLED
        DropUnderWay Again | CANCELLED | ACTIVE | CANCELLED
        """;

    private const string FailuresWithACancelWaiting = """
        stage              | Refused   | KeyRefused | Throttled | NotAccepted | Unclear
        DropUnderWay       | REJECTED  | CANCELLED  | CANCELLED | CANCELLED   | CANCELLED
        DropUnderWay Again | CANCELLED | CANCELLED  | CANCELLED | CANCELLED   | CANCELLED
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Answers, Failures);

    public static TheoryData<string, string, string> CancelCells => TextTable.Cells(
        AnswersWithACancelWaiting, FailuresWithACancelWaiting);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Drop_Ended_LeadsTo(string stage, string reply, string expected) =>
        AssertDrop(Stages.Named(stage), reply, expected);

    [Theory]
    [MemberData(nameof(CancelCells))]
    public void Drop_EndedWithACancelOfAnEarlierVersion_CancelsUnlessItIsTheAnswer(
        string stage, string reply, string expected)
    {
        AssertDrop(Stages.Named(stage).CancelRequested(), reply, expected);

        var ended = new Outcome.PennyDropEnded(Stages.Due, Replies.Named(reply, Stages.Named(stage)));
        var (uncancelled, cancelled) = (
            Lifecycle.Apply(Stages.Named(stage), ended, Stages.Due),
            Lifecycle.Apply(Stages.Named(stage).CancelRequested(), ended, Stages.Due));
        Assert.Equal(AccountRules.OpenDropOf(uncancelled)?.Stage, Stages.LeftBy(cancelled));
    }

    [Fact]
    public void Tables_AllStagesAndReplies_AreNamed()
    {
        Assert.All((string[])[Answers, Failures], table => Assert.Equal(Stages.Names, TextTable.Rows(table)));
        Assert.Equal(Replies.Answers, TextTable.Columns(Answers));
        Assert.Equal(Replies.Failures, TextTable.Columns(Failures));
    }

    private static void AssertDrop(Validation before, string reply, string expected)
    {
        var baseline = Stages.BaselineOf(before) ?? new Baseline(AccountStatus.Created, LastValidated: null);
        var ended = new Outcome.PennyDropEnded(Stages.Due, Replies.Named(reply, before), baseline);
        var after = Lifecycle.Apply(before, ended, Stages.Due);
        if (expected == "same")
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(expected, Cell.Of(after));
        Assert.Equal(before.ValidateAttempts + (before.Stage is Stage.DropUnderWay ? 0 : 1), after.ValidateAttempts);
        Assert.Equal(before.UncertainAttempts + (reply == "Unclear" ? 1 : 0), after.UncertainAttempts);
        Assert.Equal(before.HasSentPenny || reply != "NotAccepted", after.HasSentPenny);
        Assert.Equal(before.Checks, after.Checks);
    }
}
