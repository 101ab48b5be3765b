namespace AccountValidation.SelfHost.Engine;

/// <summary>Waits for the program's start.</summary>
internal static class Started
{
    /// <summary>
    /// Returns when the server listens, or the program is stopping. Nothing is called before: in Development the
    /// program is itself what is called.
    /// </summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var onStop = stopping.Register(() => started.TrySetResult());
        await started.Task;
    }
}
