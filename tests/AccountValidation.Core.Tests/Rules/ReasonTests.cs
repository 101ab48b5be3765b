using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>What a caller is told of why a validation settled: a stable code, one sentence, what was last known, Juspay's code.</summary>
public sealed class ReasonTests
{
    private static readonly Terms Minute = Make.DeadlineAfter(TimeSpan.FromMinutes(1));

    [Fact]
    public void Active_Always_HasNone() => Assert.Null(ReasonOf(new Story().Look(Replies.Created).Pay(Replies.Active)));

    [Fact]
    public void Failure_Always_SaysThatJuspayFoundIt() => Assert.Equal(
        new Reason("account_failed_validation", "Juspay: the account failed validation."),
        ReasonOf(new Story().Look(Replies.Created).Pay(Replies.Failure)));

    [Fact]
    public void Rejection_Always_SaysWhatJuspayRefused()
    {
        Assert.Equal(
            new Reason("unknown_account", "Juspay does not know this customer account.", "not_found"),
            ReasonOf(new Story().Look(Replies.Unknown)));
        Assert.Equal(
            new Reason("request_refused", "Juspay refused the request with HTTP 400.", "bad_request"),
            ReasonOf(new Story().Look(Replies.BadRequest)));
    }

    [Fact]
    public void Cancellation_Always_SaysThatItWasAskedFor() =>
        Assert.Equal(new Reason("cancelled", "The validation was cancelled on request."), ReasonOf(new Story().Cancel()));

    [Fact]
    public void Expiry_WithoutAnAnswer_NamesTheLastStatus() => Assert.Equal(
        new Reason("no_answer", "Juspay gave no final answer before the deadline. The last status seen was PENDING."),
        ReasonOf(new Story(Minute).Look(Replies.Pending).AtSecond(60).Look(Replies.Pending)));

    [Fact]
    public void Expiry_WithJuspayDown_NamesTheCause()
    {
        Assert.Equal(
            new Reason("juspay_unavailable", "Juspay could not be asked at the deadline (time_out). The account's status was never seen."),
            ReasonOf(new Story(Minute).AtSecond(60).Look(Replies.Unclear)));
        Assert.Equal(
            new Reason("juspay_unavailable", "Juspay accepted no penny drop before the deadline. The last status seen was CREATED."),
            ReasonOf(new Story(Minute).Look(Replies.Created).Pay(Replies.NotAccepted).AtSecond(60).Look(Replies.Created)));
    }

    [Fact]
    public void Expiry_WithTheKeyRefused_CarriesJuspaysCode() => Assert.Equal(
        new Reason("juspay_key_refused", "Juspay refused the service's API key until the deadline. The account's status was never seen.", "access_denied"),
        ReasonOf(new Story(Minute).AtSecond(60).Look(Replies.KeyRefused)));

    [Fact]
    public void Expiry_WithADropUnresolved_SaysSo()
    {
        var story = new Story(Minute).Look(Replies.Created).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Look(Replies.Unclear);
        }

        Assert.Equal(
            new Reason(
                "penny_drop_uncertain",
                "A penny drop was sent, its answer was lost, and nothing proved whether it happened. The last status seen was CREATED."),
            ReasonOf(story));
    }

    [Fact]
    public void Expiry_WithAllAttemptsLost_SaysSo()
    {
        var story = new Story(Make.Terms with { MaxAttempts = 1 }).Look(Replies.Created).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Look(Replies.Created);
        }

        Assert.Equal(
            new Reason("attempts_used_up", "Every allowed penny drop was lost on its way to Juspay. The last status seen was CREATED."),
            ReasonOf(story));
    }

    private static Reason? ReasonOf(Story story) => Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason;
}
