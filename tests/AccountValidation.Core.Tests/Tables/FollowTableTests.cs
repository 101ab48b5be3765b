using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>
/// What the first check of a validation means that starts right behind one that was cancelled with a penny drop open:
/// the open stage by the reply. No follower pays by it but where it clears a drop that was held off.
/// </summary>
public sealed class FollowTableTests
{
    private const string Answers = """
        stage                | Created      | Pending  | Active | Failure | Same         | Older
        Paying Held          | Paying 2     | Seen     | ACTIVE | FAILURE | Paying 1     | Paying 2
        DropUnderWay         | Confirming 0 | Seen     | ACTIVE | FAILURE | Confirming 0 | Confirming 0
        DropUnderWay Again   | Confirming 0 | Seen     | ACTIVE | FAILURE | Confirming 0 | Confirming 0
        Confirming           | Confirming 0 | Seen     | ACTIVE | FAILURE | Confirming 1 | Confirming 0
        Waiting Adopted      | Adopted      | Adopted  | ACTIVE | FAILURE | Adopted      | ACTIVE
        Waiting Answered     | Answered     | Answered | ACTIVE | FAILURE | Answered     | Answered
        Waiting Unseen       | Unseen       | Seen     | ACTIVE | FAILURE | Unseen       | Unseen
        Waiting Seen         | Seen         | Seen     | ACTIVE | FAILURE | Seen         | Seen
        Waiting ProvedAbsent | ProvedAbsent | Seen     | ACTIVE | FAILURE | ProvedAbsent | ProvedAbsent
        Waiting NotProved    | NotProved    | Seen     | ACTIVE | FAILURE | NotProved    | NotProved
        """;

    private const string Failures = """
        stage                | Refused      | KeyRefused   | Throttled    | NotAccepted  | Unclear
        Paying Held          | Paying 2     | Paying 2     | Paying 2     | Paying 2     | Paying 2
        DropUnderWay         | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0
        DropUnderWay Again   | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0
        Confirming           | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0 | Confirming 0
        Waiting Adopted      | Adopted      | Adopted      | Adopted      | Adopted      | Adopted
        Waiting Answered     | Answered     | Answered     | Answered     | Answered     | Answered
        Waiting Unseen       | Unseen       | Unseen       | Unseen       | Unseen       | Unseen
        Waiting Seen         | Seen         | Seen         | Seen         | Seen         | Seen
        Waiting ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent | ProvedAbsent
        Waiting NotProved    | NotProved    | NotProved    | NotProved    | NotProved    | NotProved
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Answers, Failures);

    [Theory]
    [MemberData(nameof(Cells))]
    public void FirstCheck_OfAFollower_LeadsTo(string stage, string reply, string expected)
    {
        var follower = Followers.Of(Followers.After(stage), Stages.Due);
        var after = Lifecycle.Apply(
            follower, new Outcome.Checked(Stages.Due, Replies.Named(reply, follower)), Stages.Due);
        Assert.Equal(expected, Cell.Of(after));
        Assert.Equal((follower.Drop, 0), (after.Drop, after.ValidateAttempts));

        // Nothing is closed by a check but by news that is the answer, or by the clear check.
        var isClosed = expected is "ACTIVE" or "FAILURE" || (stage, reply) is ("Paying Held", "Same");
        Assert.Equal(isClosed ? null : follower.Drop, AccountRules.Keep(Followers.After(stage), after).OpenDrop?.Drop);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Intent_OfAFollower_IsRecordedOnlyByTheCheckThatClearsAHeldOffDrop(
        string stage, string reply, string expected)
    {
        var follower = Followers.Of(Followers.After(stage), Stages.Due);
        var intent = new Outcome.IntentRecorded(1, Stages.Due, new(Stages.Due, Replies.Named(reply, follower)));
        var after = Lifecycle.Apply(follower, intent, Stages.Due);
        Assert.Equal(
            (stage, reply, expected) is ("Paying Held", "Same", "Paying 1"), !ReferenceEquals(follower, after));
        Assert.Equal(ReferenceEquals(follower, after) ? Make.Id : Followers.Id, after.Drop?.ValidationId);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void FirstCheck_OfAFollowersFollower_LeadsToTheSame(string stage, string reply, string expected)
    {
        var between = Followers.Of(Followers.After(stage), Stages.Due);
        var account = AccountRules.Keep(
            Followers.After(stage), Lifecycle.Apply(between, new Signal.Cancel(), Stages.Due));
        var follower = Followers.Of(account, Stages.Due);
        var after = Lifecycle.Apply(
            follower, new Outcome.Checked(Stages.Due, Replies.Named(reply, follower)), Stages.Due);
        Assert.Equal((expected, Stages.Drop), (Cell.Of(after), after.Drop));
        Assert.Equal(between.UncertainAttempts, follower.UncertainAttempts);
    }

    [Fact]
    public void Tables_AllOpenStagesAndReplies_AreNamed()
    {
        Assert.All((string[])[Answers, Failures], table =>
            Assert.Equal(Stages.Names.Where(name => Stages.Named(name).HasOpenDrop), TextTable.Rows(table)));
        Assert.Equal(Replies.Answers, TextTable.Columns(Answers));
        Assert.Equal(Replies.Failures, TextTable.Columns(Failures));
    }
}
