using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The lines of a timeline say what happened in a fixed vocabulary.</summary>
public sealed class TimelineDetailTests
{
    [Fact]
    public void Lines_OfADropProvedAbsentAndSentAgain_TellTheWholeStory()
    {
        var story = new Story().Check(Replies.KeyRefused).WhenDue().Pay(new JuspayReply.Unclear(ReplyCauses.Http(503)));
        for (var check = 0; check < 4; check++)
        {
            story.WhenDue().Check(Replies.Created);
        }

        story
            .Pay(Replies.NotAccepted)
            .WhenDue()
            .Pay(Replies.Active)
            .Deliver(503)
            .WhenDue()
            .Deliver(null, "time_out")
            .WhenDue()
            .Deliver(204);
        Assert.Equal(
            [
                "accepted",
                "juspay-key-refused: http_401",
                "account-checked: CREATED",
                "penny-drop-intended: 1",
                "penny-drop-uncertain: http_503",
                "account-checked: CREATED",
                "penny-drop-proved-absent: 1 of 3",
                "account-checked: CREATED",
                "penny-drop-intended: 2",
                "penny-drop-not-accepted: connection_refused",
                "account-checked: CREATED",
                "penny-drop-intended: 3",
                "penny-drop-answered: ACTIVE",
                "settled: ACTIVE",
                "callback-attempt-failed: 503",
                "callback-attempt-failed: time_out",
                "callback-delivered: 204",
            ],
            Lines(story));
    }

    [Fact]
    public void Lines_OfRefusals_NameTheHttpStatus()
    {
        Assert.Equal(
            ["accepted", "account-check-failed: http_404", "settled: REJECTED"],
            Lines(new Story().Check(Replies.Unknown).WhenDue().Check(Replies.Unknown)));
        Assert.Equal(
            [
                "accepted",
                "account-checked: CREATED",
                "penny-drop-intended: 1",
                "penny-drop-not-accepted: http_400",
                "settled: REJECTED",
            ],
            Lines(new Story().Pay(Replies.BadRequest)));
    }

    [Fact]
    public void Lines_OfDeadLetters_SayWhyThereIsNoFurtherAttempt()
    {
        Assert.Contains("callback-dead-lettered: receiver is gone", Lines(new Story().Cancel().Deliver(410)));
        var once = Make.Terms with { CallbackSchedule = [TimeSpan.Zero] };
        Assert.Contains("callback-dead-lettered: schedule used up", Lines(new Story(once).Cancel().Deliver(500)));
    }

    private static IEnumerable<string> Lines(Story story) =>
        story.Validation.Timeline.Entries.Select(line =>
            line.Detail is null ? line.Event : $"{line.Event}: {line.Detail}");
}
