using System.Collections.Concurrent;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// The orchestrations as their client sees them, without anything that runs them: <see cref="Runner"/> does.
/// </summary>
internal sealed class MemoryInstances(TimeProvider clock) : IInstances
{
    private readonly ConcurrentDictionary<string, InstanceState> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _started = new();
    private readonly ConcurrentQueue<(string Id, string Event)> _events = new();
    private readonly ConcurrentQueue<string> _purged = new();

    private int _reads;

    /// <summary>The ids that were started, each as often as it came to be.</summary>
    public IReadOnlyList<string> Started => [.. _started];

    public IReadOnlyList<string> Purged => [.. _purged];

    public IReadOnlyList<(string Id, string Event)> Events => [.. _events];

    public Instance? this[string id] => _instances.GetValueOrDefault(id);

    public string HubName { get; set; } = "hub";

    public Task StartAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (
            _instances.TryAdd(
                turn.Instance, new(InstanceState.Running, Turn.From(turn.ToJson().GetRawText()), clock.GetUtcNow())))
        {
            _started.Enqueue(turn.Instance);
        }

        return Task.CompletedTask;
    }

    /// <summary>How often an instance was read.</summary>
    public int Reads => _reads;

    public Task<Instance?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(this[id]);
    }

    public Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_ends.TryGetValue(id, out var end) ? end : default(InstanceState?));

    public Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken)
    {
        _events.Enqueue((id, eventName));
        return Task.CompletedTask;
    }

    /// <summary>What happens while an instance is being purged.</summary>
    public Func<CancellationToken, Task> DuringPurge { get; set; } = _ => Task.CompletedTask;

    public async Task PurgeAsync(string id, CancellationToken cancellationToken)
    {
        await DuringPurge(cancellationToken);
        if (_instances.TryRemove(id, out _))
        {
            _purged.Enqueue(id);
        }
    }

    /// <summary>All are gone, and nobody purged them.</summary>
    public void Lose() => _instances.Clear();

    /// <summary>An operator, or a fault, does this to an instance.</summary>
    public void Become(string id, InstanceState state) => _instances[id] = _instances[id] with { State = state };

    /// <summary>The instance ends, and its process dies before that is shown.</summary>
    public void EndUnseen(string id, InstanceState end) => _ends[id] = end;

    /// <summary>The instance begins a turn with this state.</summary>
    public void Become(string id, Validation state, bool isRecorded = false) =>
        _instances[id] = _instances[id] with
        {
            Turn = Turn.Of(id, state, isRecorded, clock.GetUtcNow()),
            UpdatedAt = clock.GetUtcNow(),
        };

    /// <summary>The instance has this input.</summary>
    public void Become(string id, Turn? turn) => _instances[id] = _instances[id] with { Turn = turn };

    /// <summary>The events that the instance has not taken.</summary>
    public IReadOnlyList<string> TakeEvents(string id)
    {
        var taken = new List<string>();
        for (var left = _events.Count; left > 0 && _events.TryDequeue(out var sent); left--)
        {
            if (sent.Id == id)
            {
                taken.Add(sent.Event);
            }
            else
            {
                _events.Enqueue(sent);
            }
        }

        return taken;
    }
}

/// <summary>The same, seen by a process whose calls may fail.</summary>
internal sealed class FaultyInstances(IInstances instances, Faults faults) : IInstances
{
    public string HubName => instances.HubName;

    public Task StartAsync(Turn turn, CancellationToken cancellationToken) =>
        RunAsync("Start", () => instances.StartAsync(turn, cancellationToken));

    public Task<Instance?> FindAsync(string id, CancellationToken cancellationToken) =>
        faults.RunAsync("Instances.Find", () => instances.FindAsync(id, cancellationToken), Unreachable);

    public Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken) =>
        faults.RunAsync("Instances.FindEnd", () => instances.FindEndAsync(id, cancellationToken), Unreachable);

    public Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken) =>
        RunAsync("SendEvent", () => instances.SendEventAsync(id, eventName, cancellationToken));

    public Task PurgeAsync(string id, CancellationToken cancellationToken) =>
        RunAsync("Purge", () => instances.PurgeAsync(id, cancellationToken));

    private Task<bool> RunAsync(string what, Func<Task> call) => faults.RunAsync(
        "Instances." + what,
        async () =>
        {
            await call();
            return true;
        },
        Unreachable);

    private static Service.Engine.StoreUnavailableException Unreachable() =>
        new("The orchestrations cannot be reached.");
}
