using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>What a validation has done on the wire, and what it has learned there.</summary>
internal sealed class ValidationTrail
{
    private List<WireCall> _equalChecks = [];
    private string? _follows;
    private DateTimeOffset? _newest;

    /// <summary>Every POST that left, oldest first.</summary>
    public List<WireCall> Posts { get; private set; } = [];

    /// <summary>How many checks it made.</summary>
    public int Checks { get; private set; }

    /// <summary>What the check before the first POST showed.</summary>
    public Shown? Baseline { get; private set; }

    /// <summary>The first check that showed a drop under way.</summary>
    public WireCall? Pending { get; private set; }

    /// <summary>How many checks of one process, in a row, have allowed a penny.</summary>
    public int AllowingChecks { get; private set; }

    /// <summary>The good answer that reached the host last.</summary>
    public WireCall? LastGood { get; private set; }

    /// <summary>Juspay's own refusals to its checks since the last good answer.</summary>
    public RefusalTrail Refusals { get; private set; } = new();

    /// <summary>The answer that asked to wait and that no call has followed yet.</summary>
    public WireCall? ToldToWait { get; private set; }

    /// <summary>When somebody last asked for what may bring a check forward.</summary>
    public TimeSpan? BroughtForwardAt { get; set; }

    /// <summary>Since when an operator holds it; null while nobody does.</summary>
    public TimeSpan? SuspendedAt { get; set; }

    /// <summary>When its last intent to drop a penny was committed.</summary>
    public TimeSpan IntentAt { get; set; }

    /// <summary>The same by the host's clock.</summary>
    public DateTimeOffset IntentAtHost { get; set; }

    /// <summary>How many checks since the last POST, begun late enough to count, showed the baseline.</summary>
    public int EqualChecksSince(TimeSpan time) => _equalChecks.Count(check => check.SentAt >= time);

    /// <summary>A copy, for a backup.</summary>
    public ValidationTrail Copy()
    {
        var copy = (ValidationTrail)MemberwiseClone();
        (copy._equalChecks, copy.Posts, copy.Refusals) = ([.. _equalChecks], [.. Posts], Refusals.Copy());
        return copy;
    }

    /// <summary>
    /// It follows the penny drop of an earlier validation: what was true for that one's next POST is true for this
    /// one's.
    /// </summary>
    /// <param name="origin">Whose the penny drop is.</param>
    /// <param name="earlier">What the validation did that followed it last.</param>
    /// <returns>False when it follows that one already.</returns>
    public bool Follow(string origin, ValidationTrail earlier)
    {
        if (_follows == origin)
        {
            return false;
        }

        _follows = origin;
        Baseline = earlier.Baseline;
        Posts.AddRange(earlier.Posts);
        _equalChecks.AddRange(earlier._equalChecks);
        return true;
    }

    /// <summary>It has let the penny drop go that it followed: everything begins anew.</summary>
    public void LetGo()
    {
        if (_follows is not null)
        {
            (_follows, Baseline, Pending, AllowingChecks) = (null, null, null, 0);
            Posts.Clear();
            _equalChecks.Clear();
        }
    }

    /// <summary>A change of it is committed: what it has learned is known to the next process, too.</summary>
    public void NoteCommitted() => Refusals.NoteCommitted();

    /// <summary>True when it has taken the answer that asked it to wait.</summary>
    public bool KnowsToWait { get; private set; }

    /// <summary>
    /// It has taken the answer to a check. A check that left meanwhile, for an earlier validation of the account that
    /// had waited for its permit, was none of its own: it takes the answer to each of its own before it makes the next,
    /// and what that one was asked is not for it.
    /// </summary>
    /// <param name="sentAt">When the check left whose answer it has taken, by the true time of day.</param>
    public void NoteChecked(DateTimeOffset? sentAt) =>
        KnowsToWait |= ToldToWait is { } asked && sentAt == VirtualTime.At(asked.SentAt);

    /// <summary>Takes a call down that leaves.</summary>
    public void NoteSent(WireCall call, Shown? baseline)
    {
        (ToldToWait, KnowsToWait) = (null, false);
        if (!call.IsPennyDrop)
        {
            Checks++;
            return;
        }

        Baseline ??= baseline;
        Posts.Add(call);
        _equalChecks.Clear();
    }

    /// <summary>Takes an answer down that has just reached the host.</summary>
    public void NoteAnswered(WireCall call)
    {
        (ToldToWait, KnowsToWait) = (call.Answer!.RetryAfter is null ? null : call, call.IsPennyDrop);
        Refusals.Note(call);
        if (call.Shown is { } shown)
        {
            AllowingChecks = shown.Status == Seen.Pending ? 0 : (LastGood?.Life == call.Life ? AllowingChecks : 0) + 1;
            LastGood = call;
            var isBehind = shown.Instant < _newest; // a replica shows what has ended since
            Pending ??= shown.Status == Seen.Pending && !call.IsPennyDrop && !isBehind ? call : null;
            _newest = isBehind ? _newest : shown.Instant ?? _newest;
        }

        if (call.IsPennyDrop)
        {
            return;
        }

        if (Posts is [.., var last] && call.CustomerId == last.CustomerId && call.Shown == Baseline)
        {
            _equalChecks.Add(call);
        }
    }
}
