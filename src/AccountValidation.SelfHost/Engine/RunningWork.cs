using System.Collections.Concurrent;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Tracks running work, and ends it when the program stops.</summary>
internal sealed class RunningWork(TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>The number of running tasks.</summary>
    public int Count => _tasks.Count;

    /// <summary>Begins a task. The task must end soon after its token is cancelled, and must not throw.</summary>
    public void Begin(Func<CancellationToken, Task> work)
    {
        var task = RunAsync(work);
        _tasks.TryAdd(task, 0);
        task.ContinueWith(
            ended => _tasks.TryRemove(ended, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until all tasks end; after <paramref name="drainTime"/> abandons the rest.</summary>
    /// <param name="drainTime">The longest wait.</param>
    /// <param name="abandoning">Receives the number of abandoned tasks.</param>
    public async Task DrainAsync(TimeSpan drainTime, Action<int> abandoning)
    {
        var all = Task.WhenAll(_tasks.Keys);
        await all.WaitAsync(drainTime, timeProvider, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (!all.IsCompleted)
        {
            abandoning(Count);
            Abandon();
            await all;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _abandon.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        await Task.Yield(); // The caller continues at once.
        await work(_abandon.Token);
    }

    private void Abandon() => _abandon.Cancel();
}
