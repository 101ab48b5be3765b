using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Responses that the document allows only for Azure: the self-host never gives them.</summary>
internal static class SelfHostRules
{
    private static readonly HashSet<string> Fields =
    [
        "engine",
        "ExceptionMessage",
        "ExceptionType",
        "StackTrace",
        "InnerException",
        "FireAt",
        "Tags",
        "outcome",
        "isOver",
    ];

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["runtimeStatus"] = ["Running", "Suspended", "Completed", "Terminated"],
        ["OrchestrationStatus"] = ["Completed", "Terminated"],
        ["EventType"] =
        [
            "ExecutionStarted",
            "TaskScheduled",
            "TaskCompleted",
            "TaskFailed",
            "EventRaised",
            "ExecutionSuspended",
            "ExecutionResumed",
            "ExecutionTerminated",
            "ExecutionCompleted",
        ],
        ["FunctionName"] = ["ValidateAccount", "CheckAccount", "DropPenny", "DeliverCallback"],
        ["Name"] = ["DropPenny", "Check", "Cancel", "Redeliver", "Hint"],
    };

    private static readonly HashSet<string> AlwaysNull = ["Details", "FailureDetails", "ParentTraceContext"];
    private static readonly HashSet<string> NeverNull = ["customStatus", "Generation"];

    /// <summary>
    /// Returns the parts of a management response that only Azure may give; empty when there are none.
    /// </summary>
    public static IReadOnlyList<string> FaultsOf(Answer answer) =>
        answer switch
        {
            { Status: 403 or 412 } or { Status: 500, MediaType: "application/json" } =>
            [
                $"Only Azure answers {answer.Status} so.",
            ],
            { MediaType: "application/json" } => [.. FaultsIn(JsonNode.Parse(answer.Text))],
            _ => [],
        };

    private static IEnumerable<string> FaultsIn(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(member => IsOfAzure(member.Key, member.Value)
            ? [$"Only Azure answers {member.Key} with {member.Value?.ToJsonString() ?? "null"}."]
            : FaultsIn(member.Value)),
        JsonArray items => items.SelectMany(FaultsIn),
        _ => [],
    };

    private static bool IsOfAzure(string name, JsonNode? value) =>
        Fields.Contains(name)
        || (AlwaysNull.Contains(name) && value is not null)
        || (NeverNull.Contains(name) && value is null)
        || (name == "instanceId" && value!.GetValue<string>().Length != "val_".Length + 26)
        || (Words.TryGetValue(name, out var words) && !words.Contains(value!.GetValue<string>()));
}
