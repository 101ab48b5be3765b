namespace AccountValidation.Service.Tests;

/// <summary>A wait that has an end, so that a test that would hang fails instead.</summary>
internal static class Bounded
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static Task<T> InTime<T>(this Task<T> task) =>
        task.WaitAsync(Longest, TestContext.Current.CancellationToken);

    public static Task InTime(this Task task) => task.WaitAsync(Longest, TestContext.Current.CancellationToken);
}
