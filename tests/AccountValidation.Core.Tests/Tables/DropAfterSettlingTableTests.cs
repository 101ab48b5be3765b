using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>
/// What the end of a penny drop leaves to the account when its validation was cancelled while it was under way.
/// </summary>
public sealed class DropAfterSettlingTableTests
{
    private const string Answers = """
        stage              | Created | Pending | Active  | Failure | Same   | Older
        DropUnderWay       | Unseen  | Unseen  | nothing | nothing | Unseen | Unseen
        DropUnderWay Again | Unseen  | Unseen  | nothing | nothing | Unseen | Unseen
        """;

    private const string Failures = """
        stage              | Refused   | KeyRefused | Throttled | NotAccepted | Unclear
        DropUnderWay       | nothing   | Paying 1   | Paying 1  | nothing     | Confirming 0
        DropUnderWay Again | NotProved | Paying 1   | Paying 1  | nothing     | Confirming 0
        """;

    public static TheoryData<string, string, string> Cells => TextTable.Cells(Answers, Failures);

    public static TheoryData<string> OtherStages =>
        [.. Stages.Names.Where(name => Stages.Named(name).Stage is not (Stage.DropUnderWay or Stage.Settled))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Drop_EndedAfterACancel_Leaves(string stage, string reply, string expected)
    {
        var (before, after) = Ended(stage, reply);
        var left = AccountRules.OpenDropOf(after);
        Assert.Equal(expected, left is null ? "nothing" : Cell.Of(after with { Stage = left.Stage }));
        Assert.Equal(expected == "nothing", !after.HasOpenDrop);

        // As if it had not been cancelled.
        var ended = new Outcome.PennyDropEnded(Stages.Drop.At, Replies.Named(reply, Stages.Named(stage)));
        var uncancelled = Lifecycle.Apply(Stages.Named(stage), ended, Stages.Due);
        Assert.Equal(AccountRules.OpenDropOf(uncancelled), left);
        Assert.Equal(
            (uncancelled.LastSeen, uncancelled.PennyLeft, uncancelled.Drop),
            (after.LastSeen, after.PennyLeft, after.Drop));
        Assert.Equal(before.Stage, ((Stage.Settled)after.Stage) with { Left = Stages.LeftBy(before) });
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Drop_EndedAfterACancel_ChangesNeitherStatusNorCallback(string stage, string reply, string expected)
    {
        var (before, after) = Ended(stage, reply);
        Assert.Equal(("CANCELLED cancelled", true), (Stages.Describe(after), expected.Length > 0));
        Assert.Same(before.Callback, after.Callback);
        Assert.Equal(before.Timeline.Add(Stages.Due, TimelineEvents.DropEnded).Entries, after.Timeline.Entries);
        Assert.Equal(
            (before.Checks, before.ValidateAttempts, before.Control),
            (after.Checks, after.ValidateAttempts, after.Control));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void End_OfAnotherIntent_ChangesNothing(int ticks)
    {
        var cancelled = Cancelled("DropUnderWay");
        var other = new Outcome.PennyDropEnded(Stages.Drop.At.AddTicks(ticks), Replies.Active);
        Assert.Same(cancelled, Lifecycle.Apply(cancelled, other, Stages.Due));
        Assert.Same(cancelled, Lifecycle.Apply(cancelled, other with { IntentAt = null }, Stages.Due));
    }

    [Fact]
    public void End_ThatComesTwice_CountsOnce()
    {
        var (_, after) = Ended("DropUnderWay", "Unclear");
        Assert.Same(
            after, Lifecycle.Apply(after, new Outcome.PennyDropEnded(Stages.Drop.At, Replies.Active), Stages.Due));
    }

    [Theory]
    [MemberData(nameof(OtherStages))]
    public void End_OfADropOfAValidationCancelledElsewhere_ChangesNothing(string stage)
    {
        var cancelled = Cancelled(stage);
        Assert.Same(
            cancelled,
            Lifecycle.Apply(
                cancelled, new Outcome.PennyDropEnded(Stages.Drop.At, Replies.Active, Stages.Baseline), Stages.Due));
    }

    [Fact]
    public void End_ThatIsTheAnswer_IsTheAccountsLastOneAndFreesIt()
    {
        var sandbox = new JuspayIdentity("https://sandbox.juspay.in", "merchant-1");
        var cancelled = Cancelled("DropUnderWay");
        var account = AccountRules.Keep(Account.Unknown, cancelled);
        Assert.True(AccountRules.Concerns(account, holder: null, cancelled));
        var ended = Lifecycle.Apply(
            cancelled, new Outcome.PennyDropEnded(Stages.Drop.At, Replies.Active, Juspay: sandbox), Stages.Due);
        var kept = AccountRules.Keep(account, ended);
        Assert.Equal(
            (null, new(Make.Request.CustomerAccountId, sandbox, new(AccountStatus.Active, Make.Start))),
            (kept.OpenDrop, kept.LastAnswer));
    }

    [Fact]
    public void Tables_AllReplies_AreNamed()
    {
        Assert.All((string[])[Answers, Failures], table =>
            Assert.Equal(
                Stages.Names.Where(name => Stages.Named(name).Stage is Stage.DropUnderWay), TextTable.Rows(table)));
        Assert.Equal(Replies.Answers, TextTable.Columns(Answers));
        Assert.Equal(Replies.Failures, TextTable.Columns(Failures));
    }

    private static (Validation Before, Validation After) Ended(string stage, string reply)
    {
        var cancelled = Cancelled(stage);
        var ended = new Outcome.PennyDropEnded(Stages.Drop.At, Replies.Named(reply, Stages.Named(stage)));
        return (cancelled, Lifecycle.Apply(cancelled, ended, Stages.Due));
    }

    private static Validation Cancelled(string stage) =>
        Lifecycle.Apply(Stages.Named(stage), new Signal.Cancel(), Stages.Due);
}
