using System.Diagnostics;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>Waits on conditions, never on time alone.</summary>
internal static class Eventually
{
    /// <summary>Much longer than anything here takes; only a fault meets it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? atMost = null)
    {
        var began = Stopwatch.StartNew();
        var deadline = atMost ?? Deadline;
        while (!await condition())
        {
            Assert.True(began.Elapsed < deadline, $"Not within {deadline.TotalSeconds} s: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

    public static Task Soon(this Task task) => task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
}
