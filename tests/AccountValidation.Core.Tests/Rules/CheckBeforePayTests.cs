using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>Rule 1: the first step is a look, and what it shows decides whether a penny is dropped at all.</summary>
public sealed class LookBeforePayTests
{
    [Fact]
    public void FirstStep_OfAnyValidation_IsALook() => Assert.IsType<Step.Check>(new Story().Next);

    [Fact]
    public void FirstLook_UnknownAccount_IsRejectedWithoutAPenny()
    {
        var story = new Story().Look(Replies.Unknown);
        Assert.Equal("REJECTED unknown_account", story.Stands);
        Assert.Equal(0, story.Validation.ValidateAttempts);
        Assert.Equal("not_found", Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason?.JuspayErrorCode);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public void FirstLook_RefusedOtherwise_IsRejectedAsRefusedRequest(int status) => Assert.Equal(
        "REJECTED request_refused",
        new Story().Look(new JuspayReply.Refused(status, "bad_parameter")).Stands);

    [Fact]
    public void FirstLook_DropInFlight_AdoptsItAndNeverPays()
    {
        var story = new Story().Look(Replies.Pending);
        Assert.Equal("Waiting Adopted, changed", story.Stands);
        Assert.Contains(TimelineEvents.Adopted, story.Events);
        Assert.Equal("ACTIVE", story.WhenDue().Look(Replies.Active).Stands);
        Assert.Equal(0, story.Validation.ValidateAttempts);
    }

    [Fact]
    public void FirstLook_CreatedAccount_LeadsToThePennyAtOnce() =>
        Assert.Equal(new Step.DropPenny(1), new Story().Look(Replies.Created).Next);

    [Fact]
    public void FirstLook_Failing_IsTriedAgainUntilItShowsSomething()
    {
        var story = new Story().Look(Replies.Unclear).WhenDue().Look(Replies.NotAccepted).WhenDue().Look(Replies.KeyRefused);
        Assert.Equal("Looking 3", story.Stands);
        Assert.Equal(new Step.DropPenny(1), story.WhenDue().Look(Replies.Created).Next);
    }

    [Fact]
    public void Baseline_OfTheFirstLook_IsKeptOverEveryFurtherAttempt()
    {
        var date = Make.Start.AddDays(-3);
        var before = Make.Answer(AccountStatus.Failure, date);
        var story = new Story().Look(before).Pay(Replies.KeyRefused).WhenDue().Pay(Replies.Unclear);
        for (var look = 0; look < 4; look++)
        {
            story.WhenDue().Look(before);
        }

        Assert.Equal(new Baseline(AccountStatus.Failure, date), Assert.IsType<Stage.Paying>(story.Validation.Stage).Baseline);
    }
}
