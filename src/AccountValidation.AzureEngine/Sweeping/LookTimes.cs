using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// When a sweep looks after something that is open: soon after it was written, and then ever more seldom. What waits for days costs a few reads an hour, and
/// what an operator ended is found within half an hour.
/// </summary>
public static class LookTimes
{
    /// <summary>What was written so lately is being worked on by whoever wrote it.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);

    /// <summary>The longest that nobody looks.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Whether it is to be looked after now.</summary>
    public static bool IsDue(OpenRow found, DateTimeOffset now) => found.LookAt is { } lookAt
        ? now >= lookAt || lookAt - now > Longest // written by a clock that was ahead
        : now - found.WrittenAt >= LeftAlone;

    /// <summary>When to look again at what goes on by itself.</summary>
    /// <param name="found">What was looked after; one that has settled counts from when it was written.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset Next(OpenRow found, DateTimeOffset now)
    {
        var age = now - (found.CreatedAt ?? found.WrittenAt);
        var pause = age / 2;
        return now + (pause < LeftAlone ? LeftAlone : pause > Longest ? Longest : pause);
    }
}
