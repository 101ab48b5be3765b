using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>What every reply to a penny drop means in every stage: <c>same</c> is the very same instance.</summary>
public sealed class DropTableTests
{
    private const string WithIntent = """
        stage                | Created          | Pending          | Active | Failure                           | Same                              | Refused                  | KeyRefused | NotAccepted | Unclear
        Looking              | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Paying               | Waiting Unseen   | Waiting Unseen   | ACTIVE | FAILURE account_failed_validation | FAILURE account_failed_validation | REJECTED unknown_account | Paying 1   | Paying 1    | Confirming 0
        InFlight             | Waiting Unseen   | Waiting Unseen   | ACTIVE | FAILURE account_failed_validation | FAILURE account_failed_validation | REJECTED unknown_account | Paying 1   | Paying 1    | Confirming 0
        Confirming           | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting Adopted      | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting Answered     | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting Unseen       | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting Seen         | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting ProvedAbsent | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Waiting NotProved    | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        Settled              | same             | same             | same   | same                              | same                              | same                     | same       | same        | same
        """;

    private const string CancelWaiting = """
        stage    | Created             | Pending             | Active | Failure                           | Same                              | Refused                  | KeyRefused          | NotAccepted         | Unclear
        InFlight | Waiting Unseen | Waiting Unseen | ACTIVE | FAILURE account_failed_validation | FAILURE account_failed_validation | REJECTED unknown_account | CANCELLED cancelled | CANCELLED cancelled | Confirming 0
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(WithIntent);

    public static TheoryData<string, string, string> CancelCells => TextTable.Cells(CancelWaiting);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Drop_Ended_LeadsTo(string stage, string reply, string expected) => AssertDrop(Stages.Named(stage), reply, expected);

    [Theory]
    [MemberData(nameof(CancelCells))]
    public void Drop_EndedWithACancelWaiting_LeadsTo(string stage, string reply, string expected) =>
        AssertDrop(Stages.Named(stage).CancelAsked(), reply, expected);

    [Theory]
    [InlineData("KeyRefused")]
    [InlineData("NotAccepted")]
    public void Drop_NotBegun_IsTriedLaterAndCountsAsNoAttempt(string reply)
    {
        var before = Stages.Named("Paying");
        var after = Lifecycle.Apply(before, new Outcome.PennyDropEnded(IntentAt: null, Replies.Named(reply, before)), Stages.Due);
        Assert.Equal("Paying 1", Stages.Describe(after));
        Assert.Equal(0, after.ValidateAttempts);
        Assert.Equal(0, after.UncertainAttempts);
        Assert.Equal(Stages.Due.AddSeconds(5), Assert.IsType<Stage.Paying>(after.Stage).DueAt);
    }

    [Fact]
    public void Table_AllStagesAndReplies_AreNamed()
    {
        Assert.Equal(Stages.Names, TextTable.Rows(WithIntent));
        Assert.Equal(Replies.Names, TextTable.Columns(WithIntent));
        Assert.Equal(Replies.Names, TextTable.Columns(CancelWaiting));
    }

    private static void AssertDrop(Validation before, string reply, string expected)
    {
        var after = Lifecycle.Apply(before, new Outcome.PennyDropEnded(Stages.Due, Replies.Named(reply, before)), Stages.Due);
        if (expected == "same")
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(expected, Stages.Describe(after));
        Assert.Equal(1, after.ValidateAttempts);
        Assert.Equal(before.Checks, after.Checks);
    }
}
