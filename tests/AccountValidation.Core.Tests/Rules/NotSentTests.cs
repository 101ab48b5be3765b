using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 3: what was certainly not accepted is tried later, counts as no attempt, and never rejects.</summary>
public sealed class HoldTests
{
    public static TheoryData<string> Causes => [ReplyCauses.ConnectionRefused, ReplyCauses.NameNotFound, ReplyCauses.CircuitOpen, ReplyCauses.Http(429)];

    [Theory]
    [MemberData(nameof(Causes))]
    public void NotAcceptedDrop_AgainAndAgain_BacksOffAndCountsAsNoUncertainAttempt(string cause)
    {
        var story = new Story().Look(Replies.Created);
        double[] delays = [5, 8, 12.8, 20.48, 32.768];
        foreach (var delay in delays)
        {
            var tried = story.Now;
            story.Pay(new JuspayReply.NotAccepted(cause));
            Assert.Equal(TimeSpan.FromSeconds(delay), Assert.IsType<Step.Wait>(story.Next).Until - tried);
            story.WhenDue();
        }

        Assert.Equal(0, story.Validation.UncertainAttempts);
        Assert.Equal(new Step.DropPenny(6), story.Look(Replies.Created).Next); // the last wait was long: looked at again
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void RefusedKey_AtTheDrop_HoldsUntilTheDeadlineAndNeverRejects(int status)
    {
        var refused = new JuspayReply.KeyRefused(status, "access_denied");
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(2))).Look(Replies.Created);
        while (story.WhenDue().Now < Make.Start.AddMinutes(2))
        {
            _ = story.Next is Step.Check ? story.Look(Replies.Created) : story.Pay(refused);
            Assert.Equal(ValidationStatus.Pending, story.Validation.Status);
        }

        Assert.Equal(Make.Start.AddMinutes(2), story.Now);
        Assert.Equal("EXPIRED juspay_key_refused", story.Look(refused).Stands);
        Assert.Equal(0, story.Validation.UncertainAttempts);
    }

    [Fact]
    public void Penny_ThatComesDueLongAfterTheLook_IsPrecededByAnother()
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(24));
        var story = new Story().Look(Replies.Created).Pay(throttled).WhenDue();
        Assert.Equal("Waiting Adopted, changed", story.Look(Replies.Pending).Stands);
    }

    [Theory]
    [InlineData(30, "ValidateAccount")]
    [InlineData(30.001, "CheckAccount")]
    public void Penny_PutOffForTheTimeOut_IsPrecededByALookOnlyWhenLonger(double seconds, string expected)
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, new Story().Look(Replies.Created).Pay(throttled).WhenDue().Next.GetType().Name);
    }

    [Fact]
    public void LookBeforeALatePenny_ThatShowsNothingNew_LeavesTheBackOffAndTheProof()
    {
        var throttled = new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(1));
        var first = new Story().Look(Replies.Created).Pay(throttled).WhenDue().Look(Replies.Created);
        Assert.Equal(("Paying 1", new Step.DropPenny(2)), (first.Stands, first.Next));
        var second = new Story().Look(Replies.Created).Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            second.WhenDue().Look(Replies.Created);
        }

        second.Pay(throttled).WhenDue().Look(Replies.Created);
        Assert.Equal(("Paying 1", new Step.DropPenny(3)), (second.Stands, second.Next));
    }

    [Fact]
    public void Penny_AfterAnUncertainOne_TakesWhatDiffersFromTheFirstBaselineForThatDrop()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Look(Replies.Created);
        }

        story.Pay(new JuspayReply.NotAccepted(ReplyCauses.Http(429), TimeSpan.FromHours(1))).WhenDue();
        Assert.Equal("ACTIVE", story.Look(Replies.Active).Stands);
    }

    [Fact]
    public void RefusedKey_OnceAccepted_IsForgotten() =>
        Assert.Null(new Story().Look(Replies.KeyRefused).WhenDue().Look(Replies.Created).Validation.Trouble);

    [Fact]
    public void RefusedRequest_AtTheDrop_IsRejectedWithJuspaysCode()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.BadRequest);
        Assert.Equal("REJECTED request_refused", story.Stands);
        Assert.Equal("bad_request", Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.JuspayErrorCode);
    }

    [Fact]
    public void BackOff_AfterAnotherLookLedToThePenny_StartsAfresh()
    {
        var story = new Story().Look(Replies.Created).Pay(Replies.NotAccepted).WhenDue().Pay(Replies.NotAccepted).WhenDue().Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Look(Replies.Created);
        }

        Assert.Equal("Paying 0", story.Stands);
    }
}
