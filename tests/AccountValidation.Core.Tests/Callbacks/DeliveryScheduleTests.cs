using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Callbacks;

/// <summary>When a callback is tried, and when no more.</summary>
public sealed class DeliveryScheduleTests
{
    private const double LongestJitter = 1.1;

    [Fact]
    public void FirstAttempt_OnceSettled_IsDueAtOnce() =>
        Assert.Equal(new Step.DeliverCallback(1), new Story().Cancel().Next);

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    public void Attempt_Answered2xx_IsDeliveredAndNothingIsLeftToDo(int status)
    {
        var story = new Story().Cancel().Pass(TimeSpan.FromSeconds(1)).Deliver(status);
        var callback = story.Validation.Callback!;
        Assert.Equal(CallbackStatus.Delivered, callback.Status);
        Assert.Equal(status, callback.LastResponse);
        Assert.Equal(Make.Start.AddSeconds(1), callback.DeliveredAt);
        Assert.IsType<Step.Done>(story.Next);
        Assert.Contains(TimelineEvents.CallbackDelivered, story.Events);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(null)]
    public void Attempt_AnsweredOtherwise_IsTriedByTheScheduleThenDeadLettered(int? status)
    {
        var story = new Story().Cancel();
        foreach (var delay in Make.Terms.CallbackSchedule.Skip(1))
        {
            story.Deliver(status, status is null ? "time_out" : null);
            Assert.Equal(CallbackStatus.Pending, story.Validation.Callback?.Status);
            var wait = Assert.IsType<Step.Wait>(story.Next).Until - story.Now;
            Assert.InRange(wait, delay, delay * LongestJitter);
            story.WhenDue();
        }

        story.Deliver(status, "time_out");
        Assert.Equal(CallbackStatus.Failed, story.Validation.Callback?.Status);
        Assert.Equal(4, story.Validation.Callback?.Attempts);
        Assert.Equal(new Step.DeadLetterCallback(1), story.Next);
        Assert.Contains(TimelineEvents.CallbackDeadLettered, story.Events);
    }

    [Fact]
    public void Attempt_Answered410_StopsAtOnce()
    {
        var story = new Story().Cancel().Deliver(410);
        Assert.Equal(CallbackStatus.Failed, story.Validation.Callback?.Status);
        Assert.Equal(1, story.Validation.Callback?.Attempts);
        Assert.Equal(new Step.DeadLetterCallback(1), story.Next);
    }

    [Fact]
    public void Attempt_AfterOneThatGotNoAnswer_ForgetsItsError()
    {
        var story = new Story().Cancel().Deliver(null, "time_out");
        Assert.Equal("time_out", story.Validation.Callback?.LastError);
        story.WhenDue().Deliver(204);
        Assert.Null(story.Validation.Callback?.LastError);
        Assert.Equal(204, story.Validation.Callback?.LastResponse);
    }

    [Fact]
    public void Attempt_ReportedAfterTheRoundEnded_IsCountedAndDecidesNothing()
    {
        var delivered = new Story().Cancel().Deliver(204).Apply(new Outcome.CallbackAttempted(1, new(500)));
        Assert.Equal(CallbackStatus.Delivered, delivered.Validation.Callback?.Status);
        Assert.Equal(2, delivered.Validation.Callback?.Attempts);
        Assert.IsType<Step.Done>(delivered.Next);
    }

    [Fact]
    public void Validation_WithoutACallback_IsDoneOnceSettled()
    {
        var request = Make.Request with { CallbackUrl = null };
        var story = new Story(from: Lifecycle.Accept(Make.Id, request, Make.Terms, Make.Start)).Cancel();
        Assert.Null(story.Validation.Callback);
        Assert.IsType<Step.Done>(story.Next);
        Assert.Same(story.Validation, Lifecycle.Apply(story.Validation, new Signal.Redeliver(), Make.Start));
        Assert.Same(
            story.Validation,
            Lifecycle.Apply(story.Validation, new Outcome.CallbackAttempted(1, new(204)), Make.Start));
    }
}
