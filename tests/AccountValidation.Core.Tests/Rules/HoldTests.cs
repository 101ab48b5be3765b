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
        Assert.Equal(new Step.ValidateAccount(6), story.Next);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void RefusedKey_AtTheDrop_HoldsUntilTheDeadlineAndNeverRejects(int status)
    {
        var refused = new JuspayReply.KeyRefused(status, "access_denied");
        var story = new Story(Make.DeadlineAfter(TimeSpan.FromMinutes(2))).Look(Replies.Created);
        while (story.WhenDue().Next is Step.ValidateAccount)
        {
            story.Pay(refused);
            Assert.Equal(ValidationStatus.Pending, story.Validation.Status);
            Assert.True(story.Validation.Trouble?.KeyRefused);
        }

        Assert.Equal(Make.Start.AddMinutes(2), story.Now);
        Assert.Equal("EXPIRED juspay_key_refused", story.Look(refused).Stands);
        Assert.Equal(0, story.Validation.UncertainAttempts);
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
