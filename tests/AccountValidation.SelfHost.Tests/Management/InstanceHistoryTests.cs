using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Management;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Management;

/// <summary>The history of an orchestration as made from a timeline.</summary>
public sealed class InstanceHistoryTests
{
    private static readonly DateTimeOffset OneSecondLater = Some.Noon.AddMilliseconds(1250);

    [Fact]
    public void Of_AcceptedOnly_IsStarted() =>
        Assert.Equal(
            """[{"EventType":"ExecutionStarted","Correlation":null,"ParentTraceContext":null"""
                + ""","ScheduledStartTime":null,"Generation":0,"GenerateNewTrace":false,"""
                + "\"Timestamp\":\"2026-11-22T12:00:00Z\""
                + ""","FunctionName":"ValidateAccount"}]""",
            InstanceHistory.Of(Some.Accepted(), showInput: false, showOutput: true).ToJsonString());

    [Fact]
    public void Of_ChecksInARow_IsOneTaskFromTheFirstToTheLast()
    {
        var waiting = Paid(Some.Answered(AccountStatus.Pending));
        var seen = Some.Checked(AccountStatus.Pending);
        waiting = Lifecycle.Apply(Lifecycle.Apply(waiting, seen, Some.Noon), seen, OneSecondLater);

        Assert.Equal(
            """{"EventType":"TaskCompleted","Result":"PENDING","Timestamp":"2026-11-22T12:00:01.25Z","ScheduledTime":"""
                + "\"2026-11-22T12:00:00+00:00\""
                + ""","FunctionName":"CheckAccount","Input":null}""",
            Last(waiting).ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal)
        ); // The writer of the response changes no character.
    }

    [Fact]
    public void Of_PennyDropUnderWay_IsScheduled()
    {
        var underWay = Lifecycle.Apply(
            Lifecycle.Apply(Some.Accepted(), Some.Checked(AccountStatus.Created), Some.Noon),
            Some.Intent(1),
            Some.Noon);

        Assert.Equal(
            """{"EventType":"TaskScheduled","Name":"DropPenny","Timestamp":"2026-11-22T12:00:00Z"}""",
            InstanceHistory.Of(underWay, showInput: false, showOutput: false)[^1]!.ToJsonString());
    }

    [Fact]
    public void Of_PennyDropUnderWayWhoseLineGaveWay_IsScheduled()
    {
        var underWay = Lifecycle.Apply(
            Lifecycle.Apply(Held(Some.Accepted(), times: 20), Some.Checked(AccountStatus.Created), Some.Noon),
            Some.Intent(1),
            Some.Noon);

        Assert.Equal("DropPenny", Events(Held(underWay, times: 30), "TaskScheduled").Single()["Name"]!.ToString());
    }

    [Fact]
    public void Of_SignalWhileAPennyDropIsUnderWay_LeavesTheDropWhatItIs()
    {
        var underWay = Lifecycle.Apply(
            Lifecycle.Apply(Some.Accepted(), Some.Checked(AccountStatus.Created), Some.Noon),
            Some.Intent(1),
            Some.Noon);
        var suspended = Lifecycle.Apply(underWay, new Signal.Suspend("wait"), Some.Noon);
        var refused = Lifecycle.Apply(
            suspended, Some.Dropped(new JuspayReply.KeyRefused(401, ErrorCode: null)), OneSecondLater);

        Assert.Equal("DropPenny", Last(suspended)["Name"]!.GetValue<string>());
        var drop = Events(refused, "TaskFailed").Single();
        Assert.Equal("DropPenny", drop["FunctionName"]!.GetValue<string>());
        Assert.Equal("2026-11-22T12:00:00+00:00", drop["ScheduledTime"]!.GetValue<string>());
        Assert.Empty(Events(refused, "TaskScheduled"));
    }

    [Fact]
    public void Of_PennyDropWithoutAnAnswer_HasFailed()
    {
        var uncertain = Paid(new JuspayReply.Unclear(ReplyCauses.Http(500)));

        var drop = InstanceHistory.Of(uncertain, showInput: false, showOutput: true)[^1]!;

        Assert.Equal(
            ("TaskFailed", "DropPenny"),
            (drop["EventType"]!.GetValue<string>(), drop["FunctionName"]!.GetValue<string>()));
        Assert.Equal(
            ["EventType", "Reason", "Details", "FailureDetails", "Timestamp", "ScheduledTime", "FunctionName"],
            drop.AsObject().Select(field => field.Key));
    }

    [Fact]
    public void Of_KeyRefused_BelongsToTheCallThatWasMade()
    {
        var refused = new JuspayReply.KeyRefused(401, ErrorCode: null);
        var refusedCheck = Lifecycle.Apply(Some.Accepted(), new Outcome.Checked(Some.Noon, refused), Some.Noon);

        Assert.Equal("CheckAccount", Last(refusedCheck)["FunctionName"]!.GetValue<string>());
        Assert.Equal("DropPenny", Last(Paid(refused))["FunctionName"]!.GetValue<string>());
    }

    [Fact]
    public void Of_SignalsFromOutside_AreEvents()
    {
        var waiting = Paid(Some.Answered(AccountStatus.Pending));
        waiting = Lifecycle.Apply(
            Lifecycle.Apply(waiting, new Signal.Check(), Some.Noon), new Signal.Cancel(), Some.Noon);

        Assert.Equal(
            ["Check", "Cancel"], Events(waiting, "EventRaised").Select(raised => raised["Name"]!.GetValue<string>()));
    }

    [Fact]
    public void Of_SuspendedResumedTerminated_KeepsTheLastReason()
    {
        var waiting = Lifecycle.Apply(Some.Accepted(), new Signal.Suspend("pause"), Some.Noon);
        waiting = Lifecycle.Apply(waiting, new Signal.Resume("go"), Some.Noon);
        Assert.Equal(
            [null, "go"],
            new[] { "ExecutionSuspended", "ExecutionResumed" }.Select(type =>
                (string?)Events(waiting, type).Single()["Reason"]));

        var terminated = Lifecycle.Apply(waiting, new Signal.Terminate("stop"), Some.Noon);

        Assert.Equal("stop", (string?)Events(terminated, "ExecutionTerminated").Single()["Input"]);
        Assert.Equal(
            """{"EventType":"ExecutionCompleted","OrchestrationStatus":"Terminated","Result":"stop","""
                + "\"FailureDetails\":null"
                + ""","Timestamp":"2026-11-22T12:00:00Z"}""",
            Last(terminated).ToJsonString());
    }

    [Fact]
    public void Of_Finished_EndsWithTheAnswerOnlyWhenResultsAreShown()
    {
        var active = Paid(Some.Answered(AccountStatus.Active));

        Assert.Equal("ACTIVE", Last(active)["Result"]!["status"]!.GetValue<string>());
        Assert.All(InstanceHistory.Of(active, showInput: true, showOutput: false), written =>
            Assert.False(written!.AsObject().ContainsKey("Result")));
    }

    private static Validation Held(Validation validation, int times) =>
        Enumerable
            .Range(0, times)
            .Aggregate(validation, (held, _) => Lifecycle.Apply(
                Lifecycle.Apply(held, new Signal.Suspend("wait"), Some.Noon), new Signal.Resume("go"), Some.Noon));

    private static Validation Paid(JuspayReply reply)
    {
        var paying = Lifecycle.Apply(Some.Accepted(), Some.Checked(AccountStatus.Created), Some.Noon);
        return Lifecycle.Apply(Lifecycle.Apply(paying, Some.Intent(1), Some.Noon), Some.Dropped(reply), Some.Noon);
    }

    private static JsonNode Last(Validation validation) =>
        InstanceHistory.Of(validation, showInput: true, showOutput: true)[^1]!;

    private static IEnumerable<JsonNode> Events(Validation validation, string type) =>
        InstanceHistory
            .Of(validation, showInput: true, showOutput: true)
            .Select(written => written!)
            .Where(written => written["EventType"]!.GetValue<string>() == type);
}
