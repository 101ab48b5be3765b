using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>A validation's calls on the wire, and its knowledge from their answers.</summary>
internal sealed class ValidationTrail
{
    private List<WireCall> _equalChecks = [];
    private string? _follows;
    private DateTimeOffset? _newest;

    /// <summary>Every POST that left, oldest first.</summary>
    public List<WireCall> Posts { get; private set; } = [];

    /// <summary>The number of its checks.</summary>
    public int Checks { get; private set; }

    /// <summary>The record that the check before the first POST showed.</summary>
    public Shown? Baseline { get; private set; }

    /// <summary>The first check that showed a drop under way.</summary>
    public WireCall? Pending { get; private set; }

    /// <summary>The number of checks in a row, in one process, that allowed a penny.</summary>
    public int AllowingChecks { get; private set; }

    /// <summary>The last good answer that reached the host.</summary>
    public WireCall? LastGood { get; private set; }

    /// <summary>Juspay's own refusals to the validation's checks since the last good answer.</summary>
    public RefusalTrail Refusals { get; private set; } = new();

    /// <summary>The last answer that asked for a wait, until the next call.</summary>
    public WireCall? ToldToWait { get; private set; }

    /// <summary>The last time at which a signal may have brought a check forward.</summary>
    public TimeSpan? BroughtForwardAt { get; set; }

    /// <summary>The time of the suspension; null while not suspended.</summary>
    public TimeSpan? SuspendedAt { get; set; }

    /// <summary>The time at which the last intent of a penny drop was committed.</summary>
    public TimeSpan IntentAt { get; set; }

    /// <summary>The same time by the host's clock.</summary>
    public DateTimeOffset IntentAtHost { get; set; }

    /// <summary>The number of checks since the last POST that began late enough and showed the baseline.</summary>
    public int EqualChecksSince(TimeSpan time) => _equalChecks.Count(check => check.SentAt >= time);

    /// <summary>Copies the trail for a backup.</summary>
    public ValidationTrail Copy()
    {
        var copy = (ValidationTrail)MemberwiseClone();
        (copy._equalChecks, copy.Posts, copy.Refusals) = ([.. _equalChecks], [.. Posts], Refusals.Copy());
        return copy;
    }

    /// <summary>
    /// Notes that the validation follows an earlier validation's penny drop: the rules for that validation's next POST
    /// now apply here.
    /// </summary>
    /// <param name="origin">The id of the validation with the penny drop.</param>
    /// <param name="earlier">The trail of the last follower before.</param>
    /// <returns>False when the validation follows this drop already.</returns>
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

    /// <summary>Notes that the validation gave up the followed drop: the trail starts again.</summary>
    public void LetGo()
    {
        if (_follows is not null)
        {
            (_follows, Baseline, Pending, AllowingChecks) = (null, null, null, 0);
            Posts.Clear();
            _equalChecks.Clear();
        }
    }

    /// <summary>Notes a commit of the validation: the next process knows its content.</summary>
    public void NoteCommitted() => Refusals.NoteCommitted();

    /// <summary>True when the validation has processed the answer that asked for a wait.</summary>
    public bool KnowsToWait { get; private set; }

    /// <summary>
    /// Notes that the validation has processed the answer to a check. The check must be its own: it processes each
    /// answer before its next check. A check of an earlier validation of the account may have waited for a permit and
    /// left meanwhile. Its answer does not concern this validation.
    /// </summary>
    /// <param name="sentAt">The true time at which the check left.</param>
    public void NoteChecked(DateTimeOffset? sentAt) =>
        KnowsToWait |= ToldToWait is { } asked && sentAt == VirtualTime.At(asked.SentAt);

    /// <summary>Notes a call that leaves.</summary>
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

    /// <summary>Notes an answer that has just reached the host.</summary>
    public void NoteAnswered(WireCall call)
    {
        (ToldToWait, KnowsToWait) = (call.Answer!.RetryAfter is null ? null : call, call.IsPennyDrop);
        Refusals.Note(call);
        if (call.Shown is { } shown)
        {
            AllowingChecks = shown.Status == Seen.Pending ? 0 : (LastGood?.Life == call.Life ? AllowingChecks : 0) + 1;
            LastGood = call;
            var isBehind = shown.Instant < _newest; // a replica shows a drop that has ended since
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
