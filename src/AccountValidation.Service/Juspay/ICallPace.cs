namespace AccountValidation.Service.Juspay;

/// <summary>
/// Decides when calls to Juspay may leave, so that no more than <c>Juspay:CallsPerSecond</c> do. One queue calls these
/// methods while it holds its own lock, so no method may wait.
/// </summary>
public interface ICallPace
{
    /// <summary>
    /// Sets the callback that tells the queue to call <see cref="WaitFor"/> again. The pace holds no lock during the
    /// callback.
    /// </summary>
    void Begin(Action changed);

    /// <summary>
    /// The time until the next calls may leave: zero for now, null when unknown until the pace calls back.
    /// </summary>
    TimeSpan? WaitFor(CallDemand demand);

    /// <summary>Takes calls from the rate. The caller must have seen a wait of zero.</summary>
    /// <returns>A mark with which the caller can give unused calls back.</returns>
    long Take(int calls);

    /// <summary>Gives unused calls back.</summary>
    /// <param name="mark">The mark that <see cref="Take"/> returned.</param>
    /// <param name="calls">The number of unused calls, counted from the last taken call.</param>
    void GiveBack(long mark, int calls);
}

/// <summary>The numbers of waiting calls.</summary>
/// <param name="Next">The calls of the next caller, in immediate succession: at least 1.</param>
/// <param name="All">All waiting calls, those of the next caller included.</param>
public readonly record struct CallDemand(int Next, int All);
