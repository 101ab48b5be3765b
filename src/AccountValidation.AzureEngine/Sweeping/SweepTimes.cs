using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// When a sweep visits an unfinished row: soon after the row was written, and then ever more seldom. A validation that
/// waits for days costs a few reads an hour. A sweep finds within half an hour what an operator ended.
/// </summary>
public static class SweepTimes
{
    /// <summary>What was written so lately is being worked on by whoever wrote it.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two visits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Whether a sweep visits the row now.</summary>
    public static bool IsDue(UnfinishedRow found, DateTimeOffset now) => found.SweepAt is { } sweepAt
        ? now >= sweepAt || sweepAt - now > Longest // written by a clock that was ahead
        : now - found.WrittenAt >= LeftAlone;

    /// <summary>When a sweep visits a row again whose validation goes on by itself.</summary>
    /// <param name="found">The row; the row of a settled validation counts from when it was written.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset Next(UnfinishedRow found, DateTimeOffset now)
    {
        var age = now - (found.CreatedAt ?? found.WrittenAt);
        var pause = age / 2;
        return now + (pause < LeftAlone ? LeftAlone : pause > Longest ? Longest : pause);
    }
}
