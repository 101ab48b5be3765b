namespace AccountValidation.Service.Juspay;

/// <summary>
/// Keeps two lines of callers that wait for a permit, live and bulk, and chooses the next caller. While both lines
/// wait, they take turns. A live caller that has waited too long goes before all bulk callers. But bulk gets one of any
/// ten permits in a row, so that neither line starves. Each line keeps the order of arrival. Not thread-safe: the queue
/// locks.
/// </summary>
/// <param name="longestWaitBehindBulk">After this wait a live caller goes before all bulk callers.</param>
internal sealed class CallLines(TimeSpan longestWaitBehindBulk)
{
    private const int MostLiveInARow = 9;

    private readonly LinkedList<WaitingCall> _live = new();
    private readonly LinkedList<WaitingCall> _bulk = new();
    private int _liveCalls;
    private int _bulkCalls;
    private int _liveInARow; // Permits for live callers in a row, while bulk callers waited.
    private bool _lastWasLive;

    /// <summary>The number of waiting bulk callers.</summary>
    public int BulkCount => _bulk.Count;

    /// <summary>Puts a caller at the end of its line.</summary>
    public void Add(WaitingCall call)
    {
        LineOf(call).AddLast(call.Node);
        Count(call, call.Calls);
    }

    /// <summary>Removes a caller from its line.</summary>
    public void Remove(WaitingCall call)
    {
        LineOf(call).Remove(call.Node);
        Count(call, -call.Calls);
    }

    /// <summary>The number of calls that the waiting callers are going to make.</summary>
    /// <param name="mayServeBulk">False to leave out the calls of bulk callers.</param>
    public int CallsOf(bool mayServeBulk) => _liveCalls + (mayServeBulk ? _bulkCalls : 0);

    /// <summary>The caller to serve next; null when no caller may be served.</summary>
    /// <param name="now">The present time on the queue's stopwatch.</param>
    /// <param name="mayServeBulk">False while bulk callers hold all the permits allowed to them.</param>
    public WaitingCall? Next(TimeSpan now, bool mayServeBulk) =>
        (_live.First?.Value, mayServeBulk ? _bulk.First?.Value : null) switch
        {
            (var live, null) => live,
            (null, var bulk) => bulk,
            var (live, bulk) => GoesFirst(live, now) ? live : bulk,
        };

    /// <summary>Removes a caller that gets its permit, and notes whose turn is next.</summary>
    public void Serve(WaitingCall call)
    {
        Remove(call);
        _lastWasLive = !call.IsBulk;
        _liveInARow = call.IsBulk || _bulk.Count == 0 ? 0 : _liveInARow + 1;
    }

    private bool GoesFirst(WaitingCall live, TimeSpan now) =>
        _liveInARow < MostLiveInARow && (!_lastWasLive || now - live.Since >= longestWaitBehindBulk);

    private void Count(WaitingCall call, int calls)
    {
        _liveCalls += call.IsBulk ? 0 : calls;
        _bulkCalls += call.IsBulk ? calls : 0;
    }

    private LinkedList<WaitingCall> LineOf(WaitingCall call) => call.IsBulk ? _bulk : _live;
}

/// <summary>A waiting caller with its place in a line.</summary>
internal sealed class WaitingCall
{
    /// <summary>Creates a caller that has just arrived.</summary>
    /// <param name="calls">The number of calls that the caller is going to make.</param>
    /// <param name="isBulk">True when the calls belong to a bulk validation.</param>
    /// <param name="since">The time of arrival, on the queue's stopwatch.</param>
    public WaitingCall(int calls, bool isBulk, TimeSpan since) =>
        (Calls, IsBulk, Since, Node) = (calls, isBulk, since, new(this));

    /// <summary>The number of calls that the caller is going to make.</summary>
    public int Calls { get; }

    /// <summary>True when the calls belong to a bulk validation.</summary>
    public bool IsBulk { get; }

    /// <summary>The time of arrival, on the queue's stopwatch.</summary>
    public TimeSpan Since { get; }

    /// <summary>The caller's node in its line.</summary>
    public LinkedListNode<WaitingCall> Node { get; }

    /// <summary>
    /// Completes with the mark of the calls when the caller is served. Cancelled when the caller gives up.
    /// </summary>
    public TaskCompletionSource<long> Permit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
