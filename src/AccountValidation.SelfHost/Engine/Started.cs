namespace AccountValidation.SelfHost.Engine;

internal static class Started
{
    /// <summary>
    /// Returns when the server listens, or the program stops. Calls must wait for this: in Development the program
    /// calls its own simulator.
    /// </summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var onStop = stopping.Register(() => started.TrySetResult());
        await started.Task;
    }
}
