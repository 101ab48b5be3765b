using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountValidation.SelfHost.Management;

/// <summary>Writes the events of a history with the same properties, in the same order, as the extension.</summary>
/// <param name="showInput">Whether events include their input.</param>
/// <param name="showOutput">Whether events include their result.</param>
internal sealed class HistoryWriter(bool showInput, bool showOutput)
{
    /// <summary>The events written so far.</summary>
    public JsonArray Events { get; } = [];

    public void Started(DateTimeOffset at, string name, string? input)
    {
        var written = Begin("ExecutionStarted");
        AddInput(written, input);
        written["Correlation"] = null;
        written["ParentTraceContext"] = null;
        written["ScheduledStartTime"] = null;
        written["Generation"] = 0;
        written["GenerateNewTrace"] = false;
        written["Timestamp"] = Text(at);
        written["FunctionName"] = name;
    }

    public void Scheduled(DateTimeOffset at, string name)
    {
        var written = Begin("TaskScheduled");
        written["Name"] = name;
        AddInput(written, null);
        written["Timestamp"] = Text(at);
    }

    public void TaskCompleted(DateTimeOffset at, DateTimeOffset scheduled, string name, string? result)
    {
        var written = Begin("TaskCompleted");
        AddResult(written, result);
        EndTask(written, at, scheduled, name);
    }

    public void TaskFailed(DateTimeOffset at, DateTimeOffset scheduled, string name, string? reason)
    {
        var written = Begin("TaskFailed");
        written["Reason"] = reason;
        written["Details"] = null;
        written["FailureDetails"] = null;
        EndTask(written, at, scheduled, name);
    }

    public void Raised(DateTimeOffset at, string name)
    {
        var written = Begin("EventRaised");
        written["Name"] = name;
        AddInput(written, null);
        written["ParentTraceContext"] = null;
        written["Timestamp"] = Text(at);
    }

    public void Suspended(DateTimeOffset at, string? reason) => Controlled("ExecutionSuspended", at, reason);

    public void Resumed(DateTimeOffset at, string? reason) => Controlled("ExecutionResumed", at, reason);

    public void Terminated(DateTimeOffset at, string? reason)
    {
        var written = Begin("ExecutionTerminated");
        AddInput(written, reason);
        written["Timestamp"] = Text(at);
    }

    public void Completed(DateTimeOffset at, RuntimeStatus status, JsonNode? result)
    {
        var written = Begin("ExecutionCompleted");
        written["OrchestrationStatus"] = status.ToString();
        AddResult(written, result);
        written["FailureDetails"] = null;
        written["Timestamp"] = Text(at);
    }

    private void Controlled(string type, DateTimeOffset at, string? reason)
    {
        var written = Begin(type);
        written["Reason"] = reason;
        written["Timestamp"] = Text(at);
    }

    private JsonObject Begin(string type)
    {
        var written = new JsonObject { ["EventType"] = type };
        Events.Add((JsonNode)written);
        return written;
    }

    private void EndTask(JsonObject written, DateTimeOffset at, DateTimeOffset scheduled, string name)
    {
        written["Timestamp"] = Text(at);
        written["ScheduledTime"] = scheduled.UtcDateTime.ToString(
            "yyyy-MM-ddTHH:mm:ss.FFFFFFF+00:00",
            CultureInfo.InvariantCulture);
        written["FunctionName"] = name;
        AddInput(written, null);
    }

    private void AddInput(JsonObject written, string? input)
    {
        if (showInput)
        {
            written["Input"] = input;
        }
    }

    private void AddResult(JsonObject written, JsonNode? result)
    {
        if (showOutput)
        {
            written["Result"] = result;
        }
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
