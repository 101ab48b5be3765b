using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// While the open penny drop is at another Juspay, or under another spelling of the id, nothing can be asked: the
/// caller is told, and why.
/// </summary>
public sealed class AccountElsewhereTests
{
    private const string AtOther =
        "A penny drop of this account is open at another Juspay than the service is set to now. Nothing is asked or "
        + "paid until an operator sets "
        + "Juspay:BaseUrl and Juspay:MerchantId back, or until 72 hours after it was sent.";

    private const string UnderOther =
        "A penny drop of this account is open under another spelling of the account's id. Nothing is paid until 72 "
        + "hours after it was sent.";

    public static TheoryData<string, string> Causes => new()
    {
        { "drop_at_other_juspay", AtOther },
        { "drop_under_other_id", UnderOther },
    };

    public static TheoryData<string> Open =>
        [.. Stages.Names.Where(name => Stages.Named(name) is { HasOpenDrop: true, Stage: not Stage.DropUnderWay })];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Pending_HeldElsewhere_HasAReasonUntilACheckIsAnswered(string cause, string message)
    {
        var story = Held(cause);
        Assert.Equal(
            ("PENDING", new Reason("penny_drop_elsewhere", message)),
            (Projection.Of(story.Validation).Status, Projection.Of(story.Validation).Reason));
        Assert.Null(Projection.Of(story.WhenDue().Check(Replies.Created).Validation).Reason);
    }

    [Theory]
    [InlineData(ReplyCauses.TimeOut)]
    [InlineData(ReplyCauses.AnswerBehind)]
    [InlineData(ReplyCauses.AccountLocked)]
    public void Pending_InOtherTrouble_HasNoReason(string cause)
    {
        Assert.Null(Projection.Of(Held(cause).Validation).Reason);
        Assert.Null(Projection.Of(Make.Accepted()).Reason);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Expired_HeldElsewhere_SaysSoAndLeavesTheDrop(string cause, string message)
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1)))
            .Pay(Replies.Unclear)
            .WhenDue()
            .Check(new JuspayReply.Unclear(cause));
        Assert.Equal(("EXPIRED penny_drop_elsewhere", "Confirming 0"), (story.Stands, story.Leaves));
        var reason = Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason;
        Assert.Equal(new Reason("penny_drop_elsewhere", message + " The last status seen was CREATED."), reason);
        Assert.Equal(reason, Projection.Of(story.Validation).Reason);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Cancelled_HeldElsewhere_IsCancelledAsAnyOther(string cause, string message)
    {
        var cancelled = Held(cause).Cancel();
        Assert.Equal(("CANCELLED cancelled", "Confirming 0"), (cancelled.Stands, cancelled.Leaves));
        Assert.DoesNotContain(message, Projection.Of(cancelled.Validation).Reason?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void Check_HeldElsewhere_IsAFailedOneThatProvesAndChangesNothing(string stage)
    {
        var before = Stages.Named(stage);
        var after = Lifecycle.Apply(
            before, new Outcome.Checked(Stages.Due, new JuspayReply.Unclear(ReplyCauses.OtherJuspay)), Stages.Due);
        Assert.Equal(Tables.Cell.Of(before).Split(' ')[0], Tables.Cell.Of(after).Split(' ')[0]);
        Assert.Equal(
            (before.Drop, Stages.BaselineOf(before), before.Checks + 1),
            (after.Drop, Stages.BaselineOf(after), after.Checks));
        Assert.True((after.Stage as Stage.Confirming)?.EqualChecks is null or 0);
        Assert.Equal(new CallFailure("drop_at_other_juspay", KeyRefused: false, ErrorCode: null), after.CallFailure);
    }

    [Fact]
    public void Callback_OfAnExpiryHeldElsewhere_CarriesTheReason()
    {
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(1))).Pay(Replies.Unclear).WhenDue();
        Assert.Contains(
            "penny_drop_elsewhere",
            story.Check(new JuspayReply.Unclear(ReplyCauses.OtherAccountId)).Validation.Callback?.Body,
            StringComparison.Ordinal);
    }

    private static Story Held(string cause) =>
        new Story().Pay(Replies.Unclear).WhenDue().Check(new JuspayReply.Unclear(cause));
}
