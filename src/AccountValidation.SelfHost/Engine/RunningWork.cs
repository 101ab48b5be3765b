using System.Collections.Concurrent;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Work that is under way, and its end when the program stops.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class RunningWork(TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>How many pieces of work are under way.</summary>
    public int Count => _tasks.Count;

    /// <summary>Begins a piece of work, which must end soon after its token is cancelled and must not throw.</summary>
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

    /// <summary>Waits for the end of all work, and after a time abandons what is left.</summary>
    /// <param name="drainTime">The time that the work has.</param>
    /// <param name="abandoning">Is told how much work is abandoned.</param>
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
        await Task.Yield(); // whoever begins the work goes on at once
        await work(_abandon.Token);
    }

    private void Abandon() => _abandon.Cancel();
}
