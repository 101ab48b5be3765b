using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Callbacks;

/// <summary>A redelivery runs the whole schedule again with the same id and bytes.</summary>
public sealed class RedeliveryTests
{
    [Theory]
    [InlineData(204)]
    [InlineData(410)]
    [InlineData(500)]
    public void Redelivery_AfterAnyAttempt_RestartsTheWholeSchedule(int status)
    {
        var story = new Story().Cancel().Deliver(status).Pass(TimeSpan.FromHours(1)).Signal(new Signal.Redeliver());
        Assert.Null(story.Validation.Callback?.DeliveredAt);
        for (var attempt = 1; attempt <= Make.Terms.CallbackSchedule.Length; attempt++)
        {
            Assert.Equal(CallbackStatus.Pending, story.Validation.Callback?.Status);
            Assert.Equal(new Step.DeliverCallback(2), story.WhenDue().Next);
            story.Deliver(500);
        }

        Assert.Equal(CallbackStatus.Failed, story.Validation.Callback?.Status);
        Assert.Equal(1 + Make.Terms.CallbackSchedule.Length, story.Validation.Callback?.Attempts);
    }

    [Fact]
    public void Redelivery_Always_KeepsIdTypeAndBytes()
    {
        var story = new Story().Cancel().Deliver(410);
        var before = story.Validation.Callback!;
        var after = story.Pass(TimeSpan.FromDays(1)).Signal(new Signal.Redeliver()).Deliver(204).Validation.Callback!;
        Assert.Equal(before.MessageId, after.MessageId);
        Assert.Equal(before.Type, after.Type);
        Assert.Same(before.Body, after.Body);
        Assert.Equal(CallbackStatus.Delivered, after.Status);
    }

    [Fact]
    public void AttemptOfAnEarlierRound_ThatFailed_IsCountedAndDecidesNothing()
    {
        var story = new Story()
            .Cancel()
            .Signal(new Signal.Redeliver())
            .Apply(new Outcome.CallbackAttempted(1, new(410)));
        Assert.Equal(CallbackStatus.Pending, story.Validation.Callback?.Status);
        Assert.Equal(1, story.Validation.Callback?.Attempts);
        Assert.Equal(0, story.Validation.Callback?.RoundAttempts);
        Assert.Equal(new Step.DeliverCallback(2), story.Next);
    }

    [Fact]
    public void AttemptOfAnEarlierRound_ThatWasDelivered_LeavesTheNewRoundToBeDelivered()
    {
        var story = new Story()
            .Cancel()
            .Signal(new Signal.Redeliver())
            .Apply(new Outcome.CallbackAttempted(1, new(204)));
        Assert.Equal(CallbackStatus.Pending, story.Validation.Callback?.Status);
        Assert.Equal(new Step.DeliverCallback(2), story.Next);
    }

    // Such a one is finished, and cannot be resumed any more.
    [Fact]
    public void Redelivery_OfOneThatFinishedWhileSuspended_IsDelivered()
    {
        var story = new Story().Cancel().Suspend().Apply(new Outcome.CallbackAttempted(1, new(204)));
        Assert.True(story.Validation.IsFinished);
        Assert.Equal(new Step.DeliverCallback(2), story.Signal(new Signal.Redeliver()).Next);
    }

    [Fact]
    public void Redelivery_WhileSuspended_WaitsUntilItIsResumed()
    {
        var story = new Story().Cancel().Suspend().Signal(new Signal.Redeliver());
        Assert.IsType<Step.Hold>(story.Next);
        Assert.Equal(new Step.DeliverCallback(2), story.Signal(new Signal.Resume(null)).Next);
    }

    [Fact]
    public void Redelivery_AskedTwice_IsANewRoundEachTime() =>
        Assert.Equal(
            new Step.DeliverCallback(3),
            new Story().Cancel().Signal(new Signal.Redeliver()).Signal(new Signal.Redeliver()).Next);
}
