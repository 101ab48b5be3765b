namespace AccountValidation.Service.Juspay;

/// <summary>
/// Says when calls to Juspay may be made, so that no more than <c>Juspay:CallsPerSecond</c> leave. One queue asks it,
/// while it holds its own lock: nothing here waits.
/// </summary>
public interface ICallPace
{
    /// <summary>
    /// Says whom to tell when <see cref="WaitFor"/> is to be asked again. It is told without any lock held.
    /// </summary>
    void Begin(Action changed);

    /// <summary>
    /// How long until the next calls may be made: zero when they may be made now, null when that is not known before a
    /// change is told.
    /// </summary>
    TimeSpan? WaitFor(CallDemand demand);

    /// <summary>Takes calls that may be made now.</summary>
    /// <returns>A mark with which they can be given back.</returns>
    long Take(int calls);

    /// <summary>Gives back calls that were not made.</summary>
    /// <param name="mark">The mark with which they were taken.</param>
    /// <param name="calls">How many; the last ones of those that were taken.</param>
    void GiveBack(long mark, int calls);
}

/// <summary>How many calls wait.</summary>
/// <param name="Next">Those that are next, and follow each other at once: at least 1.</param>
/// <param name="All">All that wait, the next ones included.</param>
public readonly record struct CallDemand(int Next, int All);
