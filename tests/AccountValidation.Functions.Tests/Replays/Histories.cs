using System.Globalization;
using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Functions.Orchestrations;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace AccountValidation.Functions.Tests.Replays;

/// <summary>
/// Recorded histories, as the Functions host sent them to the worker, and what the SDK makes of them.
/// </summary>
internal static class Histories
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "Histories");

    /// <summary>Reads a recorded request of the host.</summary>
    public static OrchestratorRequest Load(string name) =>
        OrchestratorRequest.Parser.ParseFrom(
            Convert.FromBase64String(File.ReadAllText(Path.Combine(Folder, $"{name}.base64"))));

    /// <summary>
    /// Lets the SDK replay a history against the orchestrator and tells what it asks the host for, one line for each
    /// action.
    /// </summary>
    public static IReadOnlyList<string> Replay(this OrchestratorRequest request) =>
        [.. request.Run().Actions.Select(Describe)];

    /// <summary>Lets the SDK replay a history against the orchestrator.</summary>
    public static OrchestratorResponse Run(this OrchestratorRequest request)
    {
        var answer = GrpcOrchestrationRunner.LoadAndRun<JsonElement, object>(
            Convert.ToBase64String(request.ToByteArray()),
            async (context, _) => await ValidateAccount.RunAsync(context));
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
    }

    /// <summary>The event that began the turn.</summary>
    public static ExecutionStartedEvent Start(this OrchestratorRequest request) =>
        request
            .PastEvents.Concat(request.NewEvents)
            .Single(happened => happened.ExecutionStarted is not null)
            .ExecutionStarted;

    /// <summary>The turn that a history began with.</summary>
    public static Turn Turn(this OrchestratorRequest request) =>
        AzureEngine.Instances.Turn.From(request.Start().Input)!;

    /// <summary>The same history with another input.</summary>
    public static OrchestratorRequest With(this OrchestratorRequest request, Func<Turn, Turn> change)
    {
        var changed = request.Clone();
        changed.Start().Input = change(changed.Turn()).ToJson().GetRawText();
        return changed;
    }

    private static string Describe(OrchestratorAction action) =>
        action switch
        {
            { CreateTimer: { } timer } => $"timer {Text(timer.FireAt.ToDateTimeOffset())}",
            { ScheduleTask: { } task } when Request(task) is { Number: > 0 } request => $"{task.Name} {request.Number}",
            { ScheduleTask: { } task } => task.Name,
            { CompleteOrchestration: { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } end } =>
                AzureEngine.Instances.Turn.From(end.Result) is { WaitUntil: { } until }
                    ? $"continue {Text(until)}"
                    : "continue now",
            { CompleteOrchestration: { OrchestrationStatus: OrchestrationStatus.Completed } end } =>
                $"completed {end.Result}",
            { CompleteOrchestration: { } end } => $"{end.OrchestrationStatus} {end.FailureDetails?.ErrorType}",
            _ => action.OrchestratorActionTypeCase.ToString(),
        };

    private static StepRequest Request(ScheduleTaskAction task)
    {
        using var input = JsonDocument.Parse(task.Input);
        return (
            input.RootElement.ValueKind == JsonValueKind.Array ? input.RootElement[0] : input.RootElement
        ).Deserialize<StepRequest>()!;
    }

    private static string Text(DateTimeOffset time) => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
