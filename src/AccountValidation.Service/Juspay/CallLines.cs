namespace AccountValidation.Service.Juspay;

/// <summary>
/// Two lines of callers that wait for a permit, live and bulk, and whose turn it is. While both wait they are served by
/// turn. A live caller that has waited too long goes before all bulk ones; but of any ten permits in a row one is
/// bulk's, so that neither line starves. Each line is served in the order of asking. Not for several threads at a time:
/// the queue locks.
/// </summary>
/// <param name="longestWaitBehindBulk">After this time a live caller goes before all bulk ones.</param>
internal sealed class CallLines(TimeSpan longestWaitBehindBulk)
{
    private const int MostLiveInARow = 9;

    private readonly LinkedList<WaitingCall> _live = new();
    private readonly LinkedList<WaitingCall> _bulk = new();
    private int _liveCalls;
    private int _bulkCalls;
    private int _liveInARow; // while bulk ones waited
    private bool _lastWasLive;

    /// <summary>How many bulk callers wait.</summary>
    public int BulkCount => _bulk.Count;

    /// <summary>Puts a caller at the end of its line.</summary>
    public void Add(WaitingCall call)
    {
        LineOf(call).AddLast(call.Node);
        Count(call, call.Calls);
    }

    /// <summary>A caller gives its place up.</summary>
    public void Remove(WaitingCall call)
    {
        LineOf(call).Remove(call.Node);
        Count(call, -call.Calls);
    }

    /// <summary>How many calls those who wait are going to make.</summary>
    /// <param name="mayServeBulk">False when those of bulk ones do not count.</param>
    public int CallsOf(bool mayServeBulk) => _liveCalls + (mayServeBulk ? _bulkCalls : 0);

    /// <summary>Who is to be served next; null when nobody may be.</summary>
    /// <param name="now">The time, on the stopwatch by which callers came.</param>
    /// <param name="mayServeBulk">False while bulk ones hold all the permits that they may.</param>
    public WaitingCall? Next(TimeSpan now, bool mayServeBulk) =>
        (_live.First?.Value, mayServeBulk ? _bulk.First?.Value : null) switch
        {
            (var live, null) => live,
            (null, var bulk) => bulk,
            var (live, bulk) => GoesFirst(live, now) ? live : bulk,
        };

    /// <summary>A caller was served, and leaves its line.</summary>
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

/// <summary>A caller that waits for a permit.</summary>
internal sealed class WaitingCall
{
    /// <summary>A caller that came now.</summary>
    /// <param name="calls">How many calls it is going to make.</param>
    /// <param name="isBulk">Whether they are of a bulk validation.</param>
    /// <param name="since">When it came, on the queue's stopwatch.</param>
    public WaitingCall(int calls, bool isBulk, TimeSpan since) =>
        (Calls, IsBulk, Since, Node) = (calls, isBulk, since, new(this));

    /// <summary>How many calls it is going to make.</summary>
    public int Calls { get; }

    /// <summary>Whether they are of a bulk validation.</summary>
    public bool IsBulk { get; }

    /// <summary>When it came, on the queue's stopwatch.</summary>
    public TimeSpan Since { get; }

    /// <summary>Where it stands in its line.</summary>
    public LinkedListNode<WaitingCall> Node { get; }

    /// <summary>Ends when it is served, with the mark of its calls, or has given up.</summary>
    public TaskCompletionSource<long> Permit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
