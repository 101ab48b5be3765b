namespace AccountValidation.KillHarness.Kills;

/// <summary>
/// Waits for the next write to a file that somebody else writes, and acts at once: on the thread on which the kernel's
/// notice arrives.
/// </summary>
internal sealed class NextWrite : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to wait.</summary>
    /// <param name="path">The file, which may not be there yet.</param>
    /// <param name="act">What to do, once.</param>
    public NextWrite(string path, Action act)
    {
        _watcher = new(Path.GetDirectoryName(path)!, Path.GetFileName(path))
        {
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Changed += (_, _) =>
        {
            if (!_happened.Task.IsCompleted)
            {
                act();
                _happened.TrySetResult();
            }
        };
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Ends with the write, or when it has not come in some time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        await _happened
            .Task.WaitAsync(atMost, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}
