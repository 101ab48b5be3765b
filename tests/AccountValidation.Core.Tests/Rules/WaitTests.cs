using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// What a validation waits for: the cause, since which second, until which second, and the rule that chose this time.
/// </summary>
public sealed class WaitTests
{
    private static readonly JuspayReply Busy = new JuspayReply.NotAccepted(
        ReplyCauses.Throttled, RetryAfter: TimeSpan.FromSeconds(40));

    public static TheoryData<string, string> Failures => new()
    {
        { "KeyRefused", "key-refused" },
        { "Throttled", "juspay-throttled" },
        { "NotAccepted", "juspay-unreachable" },
        { "Unclear", "juspay-unreachable" },
        { "Refused", "second-refusal" },
    };

    [Fact]
    public void Accepted_WaitsForAPermitAtOnce() => Assert.Equal("permit 0 0 at-once", Wait(new Story()));

    [Theory]
    [MemberData(nameof(Failures))]
    public void FirstCheckFailed_NamesTheFailure(string reply, string cause) =>
        Assert.Equal(
            $"{cause} 3 8 back-off",
            Wait(new Story().AtSecond(3).Check(Replies.Named(reply, Make.Accepted()))));

    [Fact]
    public void FailingAgain_KeepsSinceWhenAndMovesTheNextStep() =>
        Assert.Equal(
            "key-refused 3 16 back-off",
            Wait(new Story().AtSecond(3).Check(Replies.KeyRefused).WhenDue().Check(Replies.KeyRefused)));

    [Fact]
    public void RetryAfter_IsTheRuleWhenItIsLonger() =>
        Assert.Equal("juspay-throttled 0 40 retry-after", Wait(new Story().Check(Busy)));

    [Fact]
    public void AnswerOfNoJuspay_IsAFailingJuspay() =>
        Assert.Equal(
            "juspay-failing 0 5 back-off",
            Wait(new Story().Check(new JuspayReply.Unclear(ReplyCauses.NotJuspays(403)))));

    [Fact]
    public void IntentRecorded_WaitsForTheEndOfThePennyDrop() =>
        Assert.Equal("penny-drop 2 - -", Wait(new Story().AtSecond(2).Intend()));

    [Fact]
    public void DropAnswered_WaitsForJuspaysAnswer() =>
        Assert.Equal("juspay-answer 0 5 back-off", Wait(new Story().Pay(Replies.Pending)));

    [Fact]
    public void DropUncertain_IsNoUnreachableJuspay() =>
        Assert.Equal("uncertain-drop 0 60 confirm-schedule", Wait(new Story().Pay(Replies.Unclear)));

    [Fact]
    public void ConfirmCheckFailed_NamesTheFailureOfTheCheck() =>
        Assert.Equal(
            "key-refused 60 65 back-off",
            Wait(new Story().Pay(Replies.Unclear).WhenDue().Check(Replies.KeyRefused)));

    [Fact]
    public void PostRefusedByTheKey_WaitsForTheKey() =>
        Assert.Equal("key-refused 0 240 confirm-schedule", Wait(new Story().Pay(Replies.KeyRefused)));

    [Fact]
    public void CheckRequested_IsTheRule() =>
        Assert.Equal(
            "juspay-answer 0 1 check-request",
            Wait(new Story().Pay(Replies.Pending).AtSecond(1).AskForCheck()));

    [Fact]
    public void CheckRequestedDuringACheck_IsTheRuleOfTheNext() =>
        Assert.Equal(
            "juspay-answer 0 14 check-request",
            Wait(new Story()
                .Pay(Replies.Pending)
                .WhenDue()
                .Check(Replies.Pending)
                .WhenDue()
                .AtSecond(14)
                .AskForCheck()
                .Apply(new Outcome.Checked(Make.Start.AddSeconds(7), Replies.Pending))));

    [Fact]
    public void Notified_IsTheRule() =>
        Assert.Equal(
            "juspay-answer 0 10 notification",
            Wait(new Story().Pay(Replies.Pending).WhenDue().Check(Replies.Pending).AtSecond(6).Hint()));

    [Fact]
    public void Deadline_IsTheRuleWhenItComesFirst() =>
        Assert.Equal(
            "juspay-answer 0 3 deadline",
            Wait(new Story(Make.DeadlineAfter(TimeSpan.FromSeconds(3))).Pay(Replies.Pending)));

    [Fact]
    public void Preset_IsCauseAndRuleWhenItMovesTheCheck()
    {
        var terms = Make.Terms with { Recheck = Make.Recheck with { Preset = RecheckPreset.Npci } };
        Assert.Equal("preset-hours 0 90 preset", Wait(new Story(terms).Pay(Replies.Pending)));
    }

    [Fact]
    public void Suspended_HasNoNextStep() =>
        Assert.Equal("suspended 4 - -", Wait(new Story().Pay(Replies.Pending).AtSecond(4).Suspend()));

    [Fact]
    public void Resumed_WaitsAnewForTheOldCause() =>
        Assert.Equal(
            "juspay-answer 6 5 back-off",
            Wait(new Story().Pay(Replies.Pending).AtSecond(4).Suspend().AtSecond(6).Resume()));

    [Fact]
    public void Settled_WaitsForTheReceiver() =>
        Assert.Equal(
            "receiver 2 7 callback-schedule",
            Wait(new Story().AtSecond(2).Pay(Replies.Active).Deliver(500)));

    [Fact]
    public void DeadLetterDue_WaitsForItsQueue() =>
        Assert.Equal(
            "dead-letter-queue 2 7 back-off",
            Wait(new Story().AtSecond(2).Pay(Replies.Active).Deliver(410).HandOver(sent: false)));

    [Fact]
    public void Delivered_WaitsForNothing() => Assert.Equal("-", Wait(new Story().Pay(Replies.Active).Deliver(204)));

    [Fact]
    public void StateOfAnEarlierVersion_CountsFromItsAcceptance()
    {
        var story = new Story().AtSecond(3).Check(Replies.KeyRefused);
        Assert.Equal("key-refused 0 8 back-off", Wait(story.Validation with { WaitingFor = null }));
    }

    private static string Wait(Story story) => Wait(story.Validation);

    private static string Wait(Validation validation)
    {
        var shown = Projection.Of(validation).WaitingFor;
        return shown is null
            ? "-"
            : $"{shown.Cause} {Second(shown.Since)} {Second(shown.NextStepAt)} {shown.Rule ?? "-"}";
    }

    private static string Second(DateTimeOffset? time) =>
        time is { } at ? ((int)(at - Make.Start).TotalSeconds).ToString(CultureInfo.InvariantCulture) : "-";
}
