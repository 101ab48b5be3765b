using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Small inputs that broke the guarantees, and the right answer, as far as the core decides it.</summary>
public sealed class CaseTests
{
    private static readonly JuspayReply OldFailure =
        Make.Answer(AccountStatus.Failure, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly JuspayReply Filtered = new JuspayReply.Unclear(ReplyCauses.NotJuspays(403));

    [Fact]
    public void SameSecond_ADropBehindAnothersAnswer_CannotHaveItsDate()
    {
        // Another validation has settled in this second, and this one begins in it.
        var settled = Make.Answer(AccountStatus.Active, Make.Start);
        var story = new Story().AtSecond(0.2).Check(settled).WhenDue().Intend(settled);
        Assert.True(story.Now - Make.Start >= TimeSpan.FromSeconds(2));
        story.Reply(Replies.Unclear).WhenDue().Check(Make.Answer(AccountStatus.Active, Make.Start.AddSeconds(2)));
        Assert.Equal(("ACTIVE", 1), (story.Stands, story.Validation.ValidateAttempts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FilterOrThrottle_WithEffect_IsOnePenny(bool isJuspays)
    {
        var story = new Story().Pay(isJuspays ? Replies.Throttled : Filtered).WhenDue().Check(Replies.Pending);
        Assert.Equal(("Waiting Seen", 1), (story.Stands, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void Echo_OfTheRecordAsItWas_IsNotTakenForTheAnswer()
    {
        var story = new Story().Check(OldFailure).WhenDue().Pay(OldFailure).AtSecond(6).AskForCheck();
        story.Check(Make.Answer(AccountStatus.Active, Make.Start.AddSeconds(3)));
        Assert.Equal(("ACTIVE", 1), (story.Stands, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void UnmovedFailure_WithItsAnswerLost_IsOnePenny()
    {
        var story = new Story().Check(OldFailure).WhenDue().Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(OldFailure);
        }

        Assert.Equal(("EXPIRED penny_drop_uncertain", 1), (story.Stands, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void InProgress_ToASecondPost_IsNeverRejected()
    {
        var inProgress = new JuspayReply.Refused(400, "validation_in_progress");
        var story = new Story().Pay(Replies.Unclear).Confirm(Replies.Created).Pay(inProgress);
        Assert.Equal("Waiting NotProved", story.Stands);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Replies.Active).Stands);
    }

    [Fact]
    public void OtherId_InTheAnswer_IsUncertainAndNotTheAnswer() => Assert.Equal(
        "Confirming 0",
        new Story().Pay(new JuspayReply.Unclear(ReplyCauses.OtherAccount)).Stands);

    [Fact]
    public void OldCheck_OfAnAccountThatTurnedPending_IsNotPaid()
    {
        var story = new Story().Check(Replies.Active).AtSecond(15).Check(Replies.Pending);
        Assert.Equal(("Waiting Adopted", 0), (story.Stands, story.Validation.ValidateAttempts));
    }

    [Fact]
    public void StrangersNotFound_OnTheFirstCheck_IsNoRefusal()
    {
        var strangers = new JuspayReply.Unclear(ReplyCauses.NotJuspays(404));
        var story = new Story().Check(strangers).WhenDue().Check(strangers).WhenDue();
        Assert.Equal("ACTIVE", story.Pay(Replies.Active).Stands);
    }

    [Fact]
    public void Date_InAFormThatCannotBeRead_IsComparedAsText()
    {
        var before = Dated("2026-01-01 05:00:00 UTC");
        var story = new Story().Check(before).WhenDue().Pay(Replies.Pending).WhenDue().Check(before);
        Assert.Equal("Waiting Unseen", story.Stands);
        Assert.Equal("ACTIVE", story.WhenDue().Check(Dated("2026-11-29 05:00:00 UTC")).Stands);
    }

    [Fact]
    public void Date_InAFormThatCannotBeRead_ProvesNoAbsence()
    {
        var before = Dated("2026-01-01 05:00:00 UTC");
        Assert.Equal(
            "Waiting NotProved",
            new Story().Check(before).WhenDue().Pay(Replies.Unclear).Confirm(before).Stands);
    }

    private static JuspayReply.Answered Dated(string text) =>
        new JuspayReply.Answered(new(AccountStatus.Active, null, AccountDetails.None, text));
}
