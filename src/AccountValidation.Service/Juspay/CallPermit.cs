namespace AccountValidation.Service.Juspay;

/// <summary>
/// Lets its holder make some calls to Juspay. To be disposed when they are made, or not needed: calls that were not
/// made are free for others then. For one thread at a time.
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

    /// <summary>A call is about to be made.</summary>
    /// <exception cref="InvalidOperationException">All its calls are made.</exception>
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
