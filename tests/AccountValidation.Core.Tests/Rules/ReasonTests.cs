using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// What a caller is told of why a validation settled: a stable code, one sentence, what was last known, Juspay's code.
/// </summary>
public sealed class ReasonTests
{
    private static readonly Terms Minute = Make.DeadlineAfter(TimeSpan.FromMinutes(1));

    [Fact]
    public void Active_Always_HasNone() => Assert.Null(ReasonOf(new Story().Pay(Replies.Active)));

    [Fact]
    public void Failure_Always_SaysThatJuspayFoundIt() => Assert.Equal(
        new Reason("account_failed_validation", "Juspay: the account failed validation."),
        ReasonOf(new Story().Pay(Replies.Failure)));

    [Fact]
    public void Rejection_Always_SaysWhatJuspayRefused()
    {
        Assert.Equal(
            new Reason("unknown_account", "Juspay does not know this customer account.", "not_found"),
            ReasonOf(new Story().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown)));
        Assert.Equal(
            new Reason("request_refused", "Juspay refused the request with HTTP 400.", "bad_request"),
            ReasonOf(new Story().Check(Replies.BadRequest).WhenDue().Check(Replies.BadRequest)));
    }

    [Fact]
    public void Cancellation_Always_SaysThatItWasAskedFor() =>
        Assert.Equal(
            new Reason("cancelled", "The validation was cancelled on request."), ReasonOf(new Story().Cancel()));

    [Fact]
    public void Expiry_WithoutAnAnswer_NamesTheLastStatus() => Assert.Equal(
        new Reason("no_answer", "Juspay gave no final answer before the deadline. The last status seen was PENDING."),
        ReasonOf(new Story(Minute).Check(Replies.Pending).AtSecond(60).Check(Replies.Pending)));

    [Fact]
    public void Expiry_WithJuspayDown_NamesTheCause()
    {
        Assert.Equal(
            new Reason(
                "juspay_unavailable",
                "Juspay could not be asked at the deadline (time_out). The account's status was never seen."),
            ReasonOf(new Story(Minute).AtSecond(60).Check(Replies.Unclear)));
        Assert.Equal(
            new Reason(
                "juspay_unavailable",
                "Juspay accepted no penny drop before the deadline. The last status seen was CREATED."),
            ReasonOf(new Story(Minute).Pay(Replies.NotAccepted).AtSecond(60).Check(Replies.Created)));
    }

    [Fact]
    public void Expiry_WithTheKeyRefused_CarriesJuspaysCode() =>
        Assert.Equal(
            new Reason(
                "juspay_key_refused",
                "Juspay refused the service's API key until the deadline. The account's status was never seen.",
                "access_denied"),
            ReasonOf(new Story(Minute).AtSecond(60).Check(Replies.KeyRefused)));

    [Fact]
    public void Expiry_WithAnOpenDrop_SaysSo()
    {
        var story = new Story(Minute).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Replies.Unclear);
        }

        Assert.Equal(
            new Reason(
                "penny_drop_uncertain",
                "A penny drop was sent, its answer was lost, and nothing proved whether it happened. The last status "
                + "seen was CREATED."),
            ReasonOf(story));
    }

    [Fact]
    public void Expiry_WithAllAttemptsLost_SaysSo()
    {
        var story = new Story(Make.Terms with { MaxAttempts = 1 }).Pay(Replies.Unclear);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Replies.Created);
        }

        Assert.Equal(
            new Reason(
                "attempts_used_up",
                "Every allowed penny drop was lost on its way to Juspay. The last status seen was CREATED."),
            ReasonOf(story));
    }

    private static Reason? ReasonOf(Story story) => Assert.IsType<Stage.Settled>(story.Validation.Stage).Reason;
}
