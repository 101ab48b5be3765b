using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>What every reply to a look means in every stage: <c>same</c> is the very same instance.</summary>
public sealed class LookTableTests
{
    private const string BeforeTheDeadline = """
        stage                | Created                   | Pending                   | Active   | Failure                           | Same                              | Refused                  | KeyRefused               | NotAccepted              | Unclear
        Looking              | Paying 0                  | Waiting Adopted, changed  | Paying 0 | Paying 0                          | Paying 0                          | REJECTED unknown_account | Looking 1                | Looking 1                | Looking 1
        Paying               | Paying 0                  | Waiting Adopted, changed  | Paying 0 | Paying 0                          | Paying 0                          | REJECTED unknown_account | Paying 1                 | Paying 1                 | Paying 1
        InFlight             | same                      | same                      | same     | same                              | same                              | same                     | same                     | same                     | same
        Confirming           | Waiting Seen, changed     | Waiting Seen, changed     | ACTIVE   | FAILURE account_failed_validation | Confirming 1                      | Confirming 0             | Confirming 0             | Confirming 0             | Confirming 0
        Waiting Adopted      | Waiting Adopted, changed  | Waiting Adopted, changed  | ACTIVE   | FAILURE account_failed_validation | FAILURE account_failed_validation | Waiting Adopted, changed | Waiting Adopted, changed | Waiting Adopted, changed | Waiting Adopted, changed
        Waiting Answered     | Waiting Answered, changed | Waiting Answered, changed | ACTIVE   | FAILURE account_failed_validation | Waiting Answered                  | Waiting Answered         | Waiting Answered         | Waiting Answered         | Waiting Answered
        Waiting Unseen       | Waiting Seen, changed     | Waiting Seen, changed     | ACTIVE   | FAILURE account_failed_validation | Waiting Unseen                    | Waiting Unseen           | Waiting Unseen           | Waiting Unseen           | Waiting Unseen
        Waiting Seen         | Waiting Seen, changed     | Waiting Seen, changed     | ACTIVE   | FAILURE account_failed_validation | FAILURE account_failed_validation | Waiting Seen, changed    | Waiting Seen, changed    | Waiting Seen, changed    | Waiting Seen, changed
        Waiting ProvedAbsent | Waiting Seen, changed     | Waiting Seen, changed     | ACTIVE   | FAILURE account_failed_validation | Waiting ProvedAbsent              | Waiting ProvedAbsent     | Waiting ProvedAbsent     | Waiting ProvedAbsent     | Waiting ProvedAbsent
        Waiting NotProved    | Waiting Seen, changed     | Waiting Seen, changed     | ACTIVE   | FAILURE account_failed_validation | Waiting NotProved                 | Waiting NotProved        | Waiting NotProved        | Waiting NotProved        | Waiting NotProved
        Settled              | same                      | same                      | same     | same                              | same                              | same                     | same                     | same                     | same
        """;

    private const string AtTheDeadline = """
        stage                | Created                    | Pending           | Active                     | Failure                           | Same                              | Refused                      | KeyRefused                   | NotAccepted                | Unclear
        Looking              | EXPIRED juspay_unavailable | EXPIRED no_answer | EXPIRED juspay_unavailable | EXPIRED juspay_unavailable        | EXPIRED juspay_unavailable        | REJECTED unknown_account     | EXPIRED juspay_key_refused   | Looking 1                  | EXPIRED juspay_unavailable
        Paying               | EXPIRED juspay_unavailable | EXPIRED no_answer | EXPIRED juspay_unavailable | EXPIRED juspay_unavailable        | EXPIRED juspay_unavailable        | REJECTED unknown_account     | EXPIRED juspay_key_refused   | EXPIRED juspay_unavailable | EXPIRED juspay_unavailable
        InFlight             | same                       | same              | same                       | same                              | same                              | same                         | same                         | same                       | same
        Confirming           | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | Confirming 1                      | EXPIRED penny_drop_uncertain | EXPIRED penny_drop_uncertain | Confirming 0               | EXPIRED penny_drop_uncertain
        Waiting Adopted      | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | FAILURE account_failed_validation | EXPIRED juspay_unavailable   | EXPIRED juspay_key_refused   | Waiting Adopted, changed   | EXPIRED juspay_unavailable
        Waiting Answered     | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | EXPIRED no_answer                 | EXPIRED juspay_unavailable   | EXPIRED juspay_key_refused   | Waiting Answered           | EXPIRED juspay_unavailable
        Waiting Unseen       | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | EXPIRED no_answer                 | EXPIRED juspay_unavailable   | EXPIRED juspay_key_refused   | Waiting Unseen             | EXPIRED juspay_unavailable
        Waiting Seen         | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | FAILURE account_failed_validation | EXPIRED juspay_unavailable   | EXPIRED juspay_key_refused   | Waiting Seen, changed      | EXPIRED juspay_unavailable
        Waiting ProvedAbsent | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | EXPIRED attempts_used_up          | EXPIRED attempts_used_up     | EXPIRED juspay_key_refused   | Waiting ProvedAbsent       | EXPIRED attempts_used_up
        Waiting NotProved    | EXPIRED no_answer          | EXPIRED no_answer | ACTIVE                     | FAILURE account_failed_validation | EXPIRED penny_drop_uncertain      | EXPIRED penny_drop_uncertain | EXPIRED penny_drop_uncertain | Waiting NotProved          | EXPIRED penny_drop_uncertain
        Settled              | same                       | same              | same                       | same                              | same                              | same                         | same                         | same                       | same
        """;

    private const string CancelWaiting = """
        stage             | Created             | Pending             | Active | Failure                           | Same              | Refused           | KeyRefused        | NotAccepted       | Unclear
        InFlight          | same                | same                | same   | same                              | same              | same              | same              | same              | same
        Confirming        | CANCELLED cancelled | CANCELLED cancelled | ACTIVE | FAILURE account_failed_validation | Confirming 1      | Confirming 0      | Confirming 0      | Confirming 0      | Confirming 0
        Waiting Unseen    | CANCELLED cancelled | CANCELLED cancelled | ACTIVE | FAILURE account_failed_validation | Waiting Unseen    | Waiting Unseen    | Waiting Unseen    | Waiting Unseen    | Waiting Unseen
        Waiting NotProved | CANCELLED cancelled | CANCELLED cancelled | ACTIVE | FAILURE account_failed_validation | Waiting NotProved | Waiting NotProved | Waiting NotProved | Waiting NotProved | Waiting NotProved
        """;

    public static TheoryData<string, string, string> NormalCells => TextTable.Cells(BeforeTheDeadline);

    public static TheoryData<string, string, string> DeadlineCells => TextTable.Cells(AtTheDeadline);

    public static TheoryData<string, string, string> CancelCells => TextTable.Cells(CancelWaiting);

    [Theory]
    [MemberData(nameof(NormalCells))]
    public void Look_BeforeTheDeadline_LeadsTo(string stage, string reply, string expected) =>
        AssertLook(Stages.Named(stage), reply, Stages.Due, expected);

    [Theory]
    [MemberData(nameof(DeadlineCells))]
    public void Look_AtTheDeadline_LeadsTo(string stage, string reply, string expected)
    {
        var validation = Stages.Named(stage);
        AssertLook(validation, reply, validation.DeadlineAt, expected);
    }

    [Theory]
    [MemberData(nameof(CancelCells))]
    public void Look_WithACancelWaiting_LeadsTo(string stage, string reply, string expected) =>
        AssertLook(Stages.Named(stage).CancelAsked(), reply, Stages.Due, expected);

    [Fact]
    public void Tables_AllStagesAndReplies_AreNamed()
    {
        Assert.Equal(Stages.Names, TextTable.Rows(BeforeTheDeadline));
        Assert.Equal(Stages.Names, TextTable.Rows(AtTheDeadline));
        Assert.Equal(Replies.Names, TextTable.Columns(BeforeTheDeadline));
        Assert.Equal(Replies.Names, TextTable.Columns(AtTheDeadline));
    }

    [Fact]
    public void CancelTable_StagesThatHoldTheAccount_AreNamed() =>
        Assert.Equal(Stages.Names.Where(name => Stages.Named(name).HoldsAccount), TextTable.Rows(CancelWaiting));

    private static void AssertLook(Validation before, string reply, DateTimeOffset at, string expected)
    {
        var after = Lifecycle.Apply(before, new Outcome.Checked(at, Replies.Named(reply, before)), at);
        if (expected == "same")
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(expected, Stages.Describe(after));
        Assert.Equal(before.Checks + 1, after.Checks);
    }
}
