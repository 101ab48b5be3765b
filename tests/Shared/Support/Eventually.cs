using System.Diagnostics;

namespace AccountValidation.Contract.Tests;

/// <summary>Waits for a condition by asking again and again, up to a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Far longer than any rule of the product takes with the settings of this suite.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The first value that fulfils the condition.</summary>
    /// <exception cref="TimeoutException">The deadline passed; the message shows the last value.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> read, Func<T, bool> condition, string what)
    {
        var elapsed = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            if (elapsed.Elapsed > Deadline)
            {
                throw new TimeoutException($"Waited {Deadline} in vain until {what}. Last seen: {value}");
            }

            await Task.Delay(Pause, Cancelled);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => GetAsync(() => Task.FromResult(condition()), holds => holds, what);
}
