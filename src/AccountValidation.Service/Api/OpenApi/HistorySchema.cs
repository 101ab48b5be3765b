using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The schema of an instance's history events, which are those of Durable Functions.</summary>
internal static class HistorySchema
{
    public const string Name = "HistoryEvent";

    private const string Description = """
        One event of an instance's history, made of the validation's timeline: what happened several times in a row is one event, at the time of the last.
        Which fields there are depends on `EventType`:

        - `ExecutionStarted`: `Input`, `FunctionName` (`ValidateAccount`), `Correlation`, `ParentTraceContext`, `ScheduledStartTime`, `Generation`, `GenerateNewTrace`.
        - `TaskScheduled` (a penny drop has begun and not ended; always the last event): `Name`, `Input`.
        - `TaskCompleted`: `Result`, `ScheduledTime`, `FunctionName`, `Input`.
        - `TaskFailed`: `Reason`, `Details`, `FailureDetails`, `ScheduledTime`, `FunctionName`, `Input`.
        - `EventRaised`: `Name`, `Input`, `ParentTraceContext`.
        - `ExecutionSuspended` and `ExecutionResumed`: `Reason`.
        - `ExecutionTerminated` (a terminate was asked for): `Input`.
        - `ExecutionCompleted`: `OrchestrationStatus`, `Result`, `FailureDetails`.

        `Input` is left out with `showInput=false`, `Result` without `showHistoryOutput=true`.
        """;

    /// <summary>The schema of one event.</summary>
    public static OpenApiSchema Of(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = Description,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["EventType"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum =
                [
                    "ExecutionStarted", "TaskScheduled", "TaskCompleted", "TaskFailed", "EventRaised", "ExecutionSuspended", "ExecutionResumed",
                    "ExecutionTerminated", "ExecutionCompleted",
                ],
            },
            ["Timestamp"] = Instant("When it happened."),
            ["ScheduledTime"] = Instant("When the task began, or, where that is not known, when it ended in this way first. Has the offset `+00:00`."),
            ["FunctionName"] = Word("`ValidateAccount`, or the task's name.", "ValidateAccount", "CheckAccount", "DropPenny", "DeliverCallback"),
            ["Name"] = Word(
                "The task's name, or the event's: `Check`, `Cancel` and `Redeliver` were asked for, `Hint` is a notification of Juspay.",
                "DropPenny",
                "Check",
                "Cancel",
                "Redeliver",
                "Hint"),
            ["Input"] = Text(
                "Of `ExecutionStarted` the instance's input as JSON within a text, of `ExecutionTerminated` the reason (null when none was given, or when a later one "
                + "took its place), otherwise null."),
            ["Result"] = ManagementSchemas.Either(
                "Of a task a text: Juspay's status, or the HTTP status of the callback's receiver. Of `ExecutionCompleted` the instance's `output`.",
                new OpenApiSchemaReference(nameof(InstanceOutput), document),
                new OpenApiSchema { Type = JsonSchemaType.String }),
            ["Reason"] = Text(
                "Of a task why it failed. Of a suspend or resume its reason; null when none was given, or when a later one took its place."),
            ["OrchestrationStatus"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ManagementSchemas.FinalStates },
            ["Details"] = AlwaysNull(),
            ["FailureDetails"] = AlwaysNull(),
            ["Correlation"] = AlwaysNull(),
            ["ParentTraceContext"] = AlwaysNull(),
            ["ScheduledStartTime"] = AlwaysNull(),
            ["Generation"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Always 0." },
            ["GenerateNewTrace"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Always false." },
        },
        Required = new HashSet<string>(StringComparer.Ordinal) { "EventType", "Timestamp" },
    };

    private static OpenApiSchema Instant(string description) => new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };

    private static OpenApiSchema Word(string description, params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words], Description = description };

    private static OpenApiSchema AlwaysNull() => new() { Type = JsonSchemaType.Null };
}
