using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// One turn of an orchestration, with a clock that only the test moves. Nothing happens but what the test fires.
/// </summary>
internal sealed class FakeContext(string instanceId, JsonElement? input, DateTimeOffset now, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    private readonly OrchestratorThread _thread = new();
    private readonly List<JsonElement> _statuses = [];
    private Task<JsonElement?>? _run;

    public FakeEvents Events { get; } = new();

    public List<FakeTimer> Timers { get; } = [];

    public List<FakeActivity> Activities { get; } = [];

    public IReadOnlyList<JsonElement> Statuses => _statuses;

    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>How the turn went on; null when it has not ended so.</summary>
    public Continuation? Continued { get; private set; }

    /// <summary>What it returned.</summary>
    public JsonElement? Output => _run!.Result;

    public bool HasEnded => _run is { IsCompleted: true };

    public FakeTimer Timer => Timers.Single(timer => timer.IsOpen);

    public FakeActivity Activity => Activities.Single(activity => activity.IsOpen);

    public bool Replaying { get; init; }

    public override TaskName Name => "ValidateAccount";

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Now.UtcDateTime;

    public override bool IsReplaying => Replaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>Begins the turn.</summary>
    public void Begin(Func<TaskOrchestrationContext, Task<JsonElement?>> orchestrator) =>
        Fire(() => _run = orchestrator(this));

    /// <summary>Lets something happen at a time.</summary>
    public void Fire(Action happening, DateTimeOffset? at = null)
    {
        Now = at ?? Now;
        _thread.Run(happening);
        if (HasEnded)
        {
            _run!.GetAwaiter().GetResult();
            return;
        }

        OrchestratorThread.Verify(Timers.Any(timer => timer.IsOpen) || Activities.Any(activity => activity.IsOpen));
    }

    public override T? GetInput<T>()
        where T : default
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        return input is { } json ? json.Deserialize<T>() : default;
    }

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        Assert.Null(options);
        var activity = new FakeActivity(name, JsonSerializer.SerializeToElement(input));
        Activities.Add(activity);
        return (await activity.Task).Deserialize<TResult>()!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        var timer = new FakeTimer(new(fireAt, TimeSpan.Zero), _thread, cancellationToken);
        Timers.Add(timer);
        return timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        return Events.WaitFor<T>(eventName);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        _statuses.Add(JsonSerializer.SerializeToElement(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        OrchestratorThread.Verify(_thread.IsCurrent);
        Assert.Null(Continued);
        Assert.Empty(Events.Unapplied);
        Continued = new(JsonSerializer.SerializeToElement(newInput), preserveUnprocessedEvents);
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();
}

/// <summary>How a turn went on.</summary>
/// <param name="Input">The next turn's input.</param>
/// <param name="PreservesEvents">Whether the next turn gets what nobody has taken.</param>
internal sealed record Continuation(JsonElement Input, bool PreservesEvents);
