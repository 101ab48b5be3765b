using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rules 2 and 5: an older state is a replica behind, until it has been shown for an hour.</summary>
public sealed class BehindBeforePayTests
{
    private static readonly JuspayReply Known = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-1));

    private static readonly JuspayReply Older = Make.Answer(AccountStatus.Active, Make.Start.AddDays(-2));

    private static readonly JuspayReply NotSentForTwoHours =
        new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen, TimeSpan.FromHours(2));

    public static TheoryData<string> Behind => ["an older date", "no date any more", "CREATED"];

    [Theory]
    [MemberData(nameof(Behind))]
    public void OlderState_WhereABaselineIsKnown_IsAFailedCheck(string what)
    {
        var story = new Story().Check(Known).WhenDue().Check(Shown(what));
        Assert.Equal(("Paying 1", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
        Assert.Contains(TimelineEvents.CheckFailed, story.Events);
        Assert.Equal(Make.Start.AddDays(-1), Stages.BaselineOf(story.Validation)?.LastValidated);
        Assert.Equal("DropUnderWay", story.WhenDue().Intend(Known).Stands);
    }

    [Theory]
    [MemberData(nameof(Behind))]
    public void OlderState_ForAWholeHour_IsBelieved(string what)
    {
        var story = new Story().Check(Known).WhenDue().Check(Shown(what));
        var firstSeen = story.Now;
        while (story.WhenDue().Now < firstSeen.AddHours(1))
        {
            Assert.Equal(Make.Start.AddDays(-1), Stages.BaselineOf(story.Check(Shown(what)).Validation)?.LastValidated);
        }

        // CREATED pays at once; what has settled is a baseline that has to be seen twice, like any other.
        var believed = what == "CREATED" ? story.Intend(Shown(what)) : story.Check(Shown(what));
        Assert.NotEqual(Make.Start.AddDays(-1), Stages.BaselineOf(believed.Validation)?.LastValidated);
    }

    // The hour is that of the older state, not of the baseline: a replica may be behind for a moment at any time.
    [Fact]
    public void OlderState_SeenForTheFirstTimeHoursLater_IsAFailedCheckAllTheSame()
    {
        var story = new Story().Check(Known).WhenDue().Pay(NotSentForTwoHours).WhenDue().Check(Replies.Created);
        Assert.Equal(("Paying 2", ReplyCauses.AnswerBehind), (story.Stands, story.Validation.CallFailure?.Cause));
    }

    [Fact]
    public void OlderState_OnceTheBaselineIsShownAgain_BeginsItsHourAnew()
    {
        var notSent = new Story().Check(Known).WhenDue().Check(Older).AtSecond(3000).Pay(Replies.NotAccepted);
        var notBegun = new Story().Check(Known).WhenDue().Check(Older).AtSecond(3000).NotBegin(Known);
        Assert.Equal(ReplyCauses.AnswerBehind, notSent.AtSecond(4000).Check(Older).Validation.CallFailure?.Cause);
        Assert.Equal(ReplyCauses.AnswerBehind, notBegun.AtSecond(4000).Check(Older).Validation.CallFailure?.Cause);
    }

    [Fact]
    public void OlderState_OnceAPostHasLeft_IsNeverBelieved()
    {
        var story = new Story().Check(Known).WhenDue().Pay(Replies.Throttled);
        while (story.WhenDue().Now < story.Validation.DeadlineAt)
        {
            Assert.StartsWith("Paying ", story.Check(Older).Stands, StringComparison.Ordinal);
        }

        Assert.Equal(1, story.Validation.ValidateAttempts);
        Assert.Equal(Make.Start.AddDays(-1), Stages.BaselineOf(story.Validation)?.LastValidated);
        Assert.Equal("EXPIRED juspay_unavailable", story.Check(Older).Stands);
    }

    private static JuspayReply Shown(string what) => what switch
    {
        "an older date" => Older,
        "no date any more" => Make.Answer(AccountStatus.Active),
        _ => Replies.Created,
    };
}
