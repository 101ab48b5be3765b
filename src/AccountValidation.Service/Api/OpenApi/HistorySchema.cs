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

        On Azure the events are those of Durable Functions itself, of the last turn only. Besides the above there are `TimerCreated` and `TimerFired` (`FireAt`), and
        the tasks are those of the engine, whose `Result` is the engine's own. Not part of the contract: what they hold may change with any version, but is never
        personal.
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
                    "ExecutionTerminated", "ExecutionCompleted", "TimerCreated", "TimerFired",
                ],
            },
            ["Timestamp"] = Instant("When it happened."),
            ["ScheduledTime"] = Instant("When the task began, or, where that is not known, when it ended in this way first. Has the offset `+00:00`."),
            ["FireAt"] = Instant("Of a timer, on Azure: when it is due."),
            ["FunctionName"] = Word(
                "`ValidateAccount`, or the task's name. The last two on Azure only.",
                "ValidateAccount",
                "CheckAccount",
                "DropPenny",
                "DeliverCallback",
                "SettleValidation",
                "DeadLetterCallback"),
            ["Name"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The task's name, or the event's: `Check`, `Cancel` and `Redeliver` were asked for, `Hint` is a notification of Juspay. On Azure an event may have "
                    + "any name: whatever was raised.",
            },
            ["Input"] = Text(
                "Of `ExecutionStarted` the instance's input as JSON within a text, of `ExecutionTerminated` the reason (null when none was given, or when a later one "
                + "took its place), otherwise null. On Azure of `EventRaised` the event's content, as JSON within a text."),
            ["Result"] = ManagementSchemas.Either(
                "Of a task a text: Juspay's status, or the HTTP status of the callback's receiver. Of `ExecutionCompleted` the instance's `output`.",
                new OpenApiSchemaReference(nameof(InstanceOutput), document),
                new OpenApiSchema { Type = JsonSchemaType.String },
                OfStep()),
            ["Reason"] = Text(
                "Of a task why it failed. Of a suspend or resume its reason; null when none was given, or when a later one took its place."),
            ["OrchestrationStatus"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ManagementSchemas.FinalStates },
            ["Details"] = Text("Null; on Azure what was thrown."),
            ["FailureDetails"] = ObjectOrNull("Null; on Azure what was thrown."),
            ["Tags"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "On Azure, of `TaskScheduled`: none are set." },
            ["Correlation"] = AlwaysNull(),
            ["ParentTraceContext"] = ObjectOrNull("Null; on Azure the trace that it belongs to."),
            ["ScheduledStartTime"] = AlwaysNull(),
            ["Generation"] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Description = "Always 0; on Azure also null." },
            ["GenerateNewTrace"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Always false." },
        },
        Required = new HashSet<string>(StringComparer.Ordinal) { "EventType", "Timestamp" },
    };

    private static OpenApiSchema Instant(string description) => new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };

    private static OpenApiSchema Word(string description, params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words], Description = description };

    // What an activity of the engine on Azure answers.
    private static OpenApiSchema OfStep() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "On Azure, of a task.",
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["outcome"] = ObjectOrNull("What became of the step."),
            ["state"] = ObjectOrNull("The engine's state after it."),
            ["isOver"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether another instance has taken over." },
            ["isBusy"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether nothing was done because no place was free. The instance asks again." },
            ["comeAgainAfter"] = Text("When a place should be free, as `hh:mm:ss`; null when that is not known."),
        },
        Required = new HashSet<string>(StringComparer.Ordinal) { "outcome", "state", "isOver", "isBusy", "comeAgainAfter" },
    };

    private static OpenApiSchema ObjectOrNull(string description) => new() { Type = JsonSchemaType.Object | JsonSchemaType.Null, Description = description };

    private static OpenApiSchema AlwaysNull() => new() { Type = JsonSchemaType.Null };
}
