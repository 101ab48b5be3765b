using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The timeline tells what happened and stays short.</summary>
public sealed class TimelineTests
{
    [Fact]
    public void SameEventAndDetail_InARow_IsOneLine()
    {
        var timeline = Timeline
            .Empty.Add(At(0), "checked", "PENDING")
            .Add(At(5), "checked", "PENDING")
            .Add(At(9), "checked", "PENDING");
        var line = Assert.Single(timeline.Entries);
        Assert.Equal(new TimelineEntry(At(0), "checked", "PENDING", 3, At(9)), line);
        Assert.Equal("PENDING, 3 times, last at 2026-11-22T10:00:09Z", line.Describe());
    }

    [Theory]
    [InlineData("checked", "ACTIVE")]
    [InlineData("checked", null)]
    [InlineData("settled", "PENDING")]
    public void AnotherEventOrDetail_IsALineOfItsOwn(string happened, string? detail) =>
        Assert.Equal(2, Timeline.Empty.Add(At(0), "checked", "PENDING").Add(At(1), happened, detail).Entries.Length);

    [Theory]
    [InlineData("PENDING", 1, "PENDING")]
    [InlineData(null, 1, null)]
    [InlineData(null, 2, "2 times, last at 2026-11-22T10:00:00Z")]
    public void Describe_WithAndWithoutDetail_NamesRepetitions(string? detail, int count, string? expected) =>
        Assert.Equal(expected, new TimelineEntry(At(0), "checked", detail, count, At(0)).Describe());

    [Fact]
    public void FiftyLines_AreAllKept()
    {
        var timeline = Lines(50);
        Assert.Equal(50, timeline.Entries.Length);
        Assert.DoesNotContain(timeline.Entries, line => line.Event == TimelineEvents.Omitted);
    }

    [Theory]
    [InlineData(51, 2)]
    [InlineData(52, 3)]
    [InlineData(1000, 951)]
    public void MoreThanFiftyLines_GiveWayInTheMiddle(int lines, int omitted)
    {
        var timeline = Lines(lines);
        Assert.Equal(50, timeline.Entries.Length);
        Assert.Equal(Enumerable.Range(0, 20).Select(Name), timeline.Entries.Take(20).Select(line => line.Event));
        var gap = timeline.Entries[20];
        Assert.Equal(TimelineEvents.Omitted, gap.Event);
        Assert.Equal(omitted, gap.Count);
        Assert.Equal(At(20), gap.At);
        Assert.Equal(At(20 + omitted - 1), gap.LastAt);
        Assert.Equal(
            Enumerable.Range(lines - 29, 29).Select(Name), timeline.Entries.Skip(21).Select(line => line.Event));
    }

    [Fact]
    public void Checks_OfThreeDays_AreOneLine()
    {
        var story = new Story().Pay(Replies.Pending);
        while (!story.Validation.IsSettled)
        {
            story.WhenDue().Check(Replies.Pending);
        }

        Assert.Equal(
            [
                TimelineEvents.Accepted,
                TimelineEvents.Checked,
                TimelineEvents.DropIntended,
                TimelineEvents.DropAnswered,
                TimelineEvents.Checked,
                TimelineEvents.Settled,
            ],
            story.Events);
    }

    private static Timeline Lines(int count) =>
        Enumerable.Range(0, count).Aggregate(Timeline.Empty, (timeline, line) => timeline.Add(At(line), Name(line)));

    private static string Name(int line) => $"event-{line}";

    private static DateTimeOffset At(int second) => Make.Start.AddSeconds(second);
}
