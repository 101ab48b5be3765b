namespace AccountValidation.KillHarness.Kills;

/// <summary>
/// Waits for another process's next write to a file, and acts at once: on the thread that gets the kernel's notice.
/// </summary>
internal sealed class NextWrite : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to wait.</summary>
    /// <param name="path">The path of the file, which may not exist yet.</param>
    /// <param name="act">The action, run once.</param>
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

    /// <summary>Returns after the write, or after a time without a write.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        await _happened
            .Task.WaitAsync(atMost, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}
