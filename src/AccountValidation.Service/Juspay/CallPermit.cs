namespace AccountValidation.Service.Juspay;

/// <summary>
/// Lets its holder make a number of calls to Juspay. The holder disposes the permit after the calls: unused calls are
/// then free for other callers. Not thread-safe.
/// </summary>
public sealed class CallPermit : IDisposable
{
    private readonly CallQueue _queue;
    private readonly bool _isBulk;
    private readonly long _mark;
    private int _left;
    private bool _isReturned;

    internal CallPermit(CallQueue queue, WaitingCall served, long mark) =>
        (_queue, _left, _isBulk, _mark) = (queue, served.Calls, served.IsBulk, mark);

    /// <summary>Counts a call. The holder calls this method right before each call to Juspay.</summary>
    /// <exception cref="InvalidOperationException">The permit has no calls left.</exception>
    public void Use() =>
        _left = _left > 0 ? _left - 1 : throw new InvalidOperationException("The permit's calls are used up.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isReturned)
        {
            _isReturned = true;
            _queue.Return(_isBulk, _mark, _left);
        }
    }
}
