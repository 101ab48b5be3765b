using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>
/// The times at which a sweep visits an unfinished row: soon after its write, then ever more seldom. A validation that
/// waits for days costs a few reads an hour. A sweep finds an instance that an operator ended within half an hour.
/// </summary>
public static class SweepTimes
{
    /// <summary>The writer of a younger row may still be working on it.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two visits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>True when a sweep visits the row now.</summary>
    public static bool IsDue(UnfinishedRow found, DateTimeOffset now) => found.SweepAt is { } sweepAt
        ? now >= sweepAt || sweepAt - now > Longest // a clock that was ahead wrote this time
        : now - found.WrittenAt >= LeftAlone;

    /// <summary>When a sweep next visits the row of a validation that continues by itself.</summary>
    /// <param name="found">The row. The row of a settled validation counts from its last write.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset Next(UnfinishedRow found, DateTimeOffset now)
    {
        var age = now - (found.CreatedAt ?? found.WrittenAt);
        var pause = age / 2;
        return now + (pause < LeftAlone ? LeftAlone : pause > Longest ? Longest : pause);
    }
}
