using System.Diagnostics;

namespace AccountValidation.Tests.Support;

/// <summary>Polls a condition until a deadline: a test waits for conditions, never for time alone.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The default deadline: far longer than any rule of the product takes with the tests' settings.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Reads values until a value fulfils the condition, and returns it.</summary>
    /// <exception cref="TimeoutException">The deadline passed; the message shows the last value.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, string what, TimeSpan? atMost = null)
    {
        var deadline = atMost ?? Deadline;
        var elapsed = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            if (elapsed.Elapsed > deadline)
            {
                throw new TimeoutException($"Waited {deadline} in vain until {what}. Last seen: {value}");
            }

            await Task.Delay(Pause, Cancelled);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? atMost = null) =>
        GetAsync(condition, holds => holds, what, atMost);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Deadline, Cancelled);

    public static Task Soon(this Task task) => task.WaitAsync(Deadline, Cancelled);
}
